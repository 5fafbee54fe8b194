/** Presets, tunes, profiles, size and rate abbreviations: words that describe a technique wherever they stand. */
export const SETTINGS = `
10-bit 10bit 12-bit 12bit 16bit 16cif 24bit 2k 2kdci 2kflat 2kscope 4444xq 4cif 4k 4kdci 4kflat
4kscope 8-bit 8bit aac-lc aac_he aac_he_v2 aac_low abr amd animation apple area auto av-1 baseline
bicubic bilinear cbr cfr cga cif copy cqp crf default dolby-vision dolbyvision ega false fast
fastdecode faster ffmpeg ffplay ffprobe fhd film film-dv film-dv50 film-dvd film-svcd film-vcd
fwqvga gauss grain h.263 h.264 h.265 h.266 hd hd1080 hd480 hd720 hdr hdr10 hdr10+ he-aac he-aacv2
high high10 high422 high444 high444p hlg hq hqvga hsxga hvga intel lame lanczos lossless lossy
lpcm lt main main10 main12 main422-10 main444-10 main444-12 main444-8 mainstillpicture medium
mpeg-1 mpeg-2 mpeg-4 mpeg-ts neighbor nhd no none ntsc ntsc-dv ntsc-dv50 ntsc-dvd ntsc-film
ntsc-svcd ntsc-vcd nvidia off on pal pal-dv pal-dv50 pal-dvd pal-svcd pal-vcd pcm placebo proxy
qcif qhd qntsc qpal qqvga qsxga qvbr qvga qxga rext sd slow slower sntsc spal spline sqcif
standard stillimage superfast svga sxga true uhd uhd2160 uhd4320 ultrafast uncompressed uxga vbr
veryfast veryslow vfr vga vp-9 whsxga whuxga woxga wqsxga wquxga wqvga wsxga wuxga wvga wxga xga
yes zerolatency
`;

/** Named constants of options and filters; they mean something only beside a known option. */
export const ENUMERATIONS = `
1.0b 1080p 10bit_color_diff 10bit_luma 10bit_luma_and_color_diff 10th 12th 14th 16th 170m 18th 1b
2020_10 2020_12 2020_cl 2020_ncl 20th 240m 2d 2dref 2k_24 2k_48 2level 2nd 2p 2x 3gp4 3gp5 3level
470bg 470m 4k_24 4level 4p 4th 4thrt 4x 50fm 50kf 5_3 5thrt 64x16 6p 6th 700b 700c 75fm 75kf
8bit_color_diff 8bit_color_diff_parity_error 8bit_luma 8bit_luma_and_color_diff
8bit_luma_and_color_diff_parity_error 8bit_luma_parity_error 8level 8th 9_7 a a53 a53_cc a_dither
aac_eld aac_ld aac_ltp aac_main aac_seq_header_detect aac_ssr aaline aarch64 ab ab2l ab2r abl abs
abs_peak_count absolute absolute_colorimetric ac access accurate_rnd acolor acoustic adaptive add
add_keyframe_index addition addition128 advanced advanced_codec_digital_hdtv
advanced_codec_digital_radio advanced_codec_digital_sdtv af afd aflat aggressive agmc agmd agmg
agmh al album alg algorithms all allintra allow_high_depth allow_profile_mismatch alpha alpha_mode
altivec altref always am ambient_viewing_environment amp_chroma amp_luma amplitude and anmr
antialiases any aobmc apart apl0 append_list ar ara arbg arcc arcd arcg arch archive argg
arib-std-b67 arm ascii ass_ro_flush_noop ass_with_timings atan atkinson attached_pic attachment
attention aud audio audio_service_type autobsf autodetect autovariance autovariance-biased avbr
average avg avg_frame_rate avx avx2 avx512 avx512icl aybc aybd aybg aybh b ba backward balance
balanced ball bar bark barrel barrelsplit bars bartlett base64 basic bayer bayes bb bd be beats
begin begin_only bell best best_effort_timestamp best_effort_timestamp_time better bf bff bhann
bharris bicublin bidir big5 bilat bilinear_hq binary bit_depth bit_rate bitexact bitmap bitrate
bits bits_per_raw_sample bits_per_sample bitstream bl3 bl_rpu black blackhat blackman
blackman_nuttall blackoncolor blackongray blackonwhite blank bleach block blue blues blur bnuttall
bob bohman boost boostabove boostbelow both bottom bottom-left bottom-right bottom_left
bottom_right bottomleft bottomright bounce bp bpm bradford brc_only brng brown bruteforce bsi bt
bt.2390 bt.2446a bt1358 bt1361 bt1361-ecg bt1361e bt2020 bt2020-10 bt2020-12 bt2020_10bit
bt2020_12bit bt2020_cl bt2020_ncl bt2020c bt2020nc bt2020ncl bt470 bt470bg bt470m bt601
bt601-6-525 bt601-6-625 bt709 buffers bugs burkes burn c c1x6 c2x3 c3x2 c6x1 ca cabac cache caller
camera cameracapture canny capped captions caq careful carpet cauchy cavlc cb cbp cbp_rd cbr_hq
cbr_ld_hq cbrt cclock cclock_flip cclock_hflip ccw cd cdt center centered centre centroid ces cgop
channel channel_layout channels chapter chapters charsets checkerboard chi chl cholesky chr chroma
chroma-derived-c chroma-derived-nc chroma_location chunks cie1931 cinema2k cinema4k circleclose
circlecrop circleopen circular cividis clamp classic clean_effects clear cline clip clock
clock_flip clock_hflip clockwise clone close closed_captions cm cmoy co codec_long_name codec_name
codec_tag codec_tag_string codec_time_base codec_type coded coded_height coded_picture_number
coded_width coif5 col colocated color2 color3 color4 color5 color_negative color_primaries
color_range color_space color_transfer colormix coloronblack colorongray coloronwhite colors
column columns combined comment compact complex complexity compliant component compound compressed
compute conference consistency constqp constrained constrained_baseline constrained_high
constraint contain content_light_level convergence conversion cool cosine counterclockwise cover
coverdown coverleft coverright coverup cp1250 cp1251 cp1252 cprl cq crccheck crest crest_factor
crisp crop_bitmap cross_process crossfade csv cub cubic cubic2p_b05c03 cubic2p_bspline
cubic2p_catmullrom custom custom_io cut cutabove cutbelow cvbr cw cyclic cylindrical cylindricalea
cze d dan darken darker data_hash datagram datetime dby1 dc dc_chroma dc_clip dc_luma dc_offset
dcip3 dct dct264 dct_coeff dctmax de deb10 debug dec decode decode_copy decode_drop decoder
decrease default_base_moof dehaze deinterleave delay delay_moov delete delete_segments demux
dependent desaturate descriptions dese desi desktop destination detection_bboxes
detection_bounding_boxes deu dev dfisheye di dia diagbl diagbr diagtl diagtr diff difference
difference128 digital digital_radio digital_tv dii dilate direct direct_blocksize disable
disable_chpl disabled discardcorrupt discont_start dish display_aspect_ratio
display_picture_number displaymatrix displayremoting disposition dissolve distance divide
dnxhr_444 dnxhr_hq dnxhr_hqx dnxhr_lb dnxhr_sq do_nothing dodge dolby dolph dot dotcrawl dots
double dovi_metadata dovi_rpu_buffer down downmix_info downward dplii dpliiz draft drawing driver
drop drop_changed drop_even drop_odd ds dtls_active dts_96_24 dts_es dts_hd_hra dts_hd_ma dts_time
du dual_channel dualrle dub dubstep dup duration duration_ts dut dvb_dash dwt53 dwt97 dwt97int
dxt1 dxt5 dynamic dynamic_hdr_plus dynamic_hdr_vivid dynamic_range e eac each ease ease-in
ease-in-out ease-out easein easeout east ebu ebu3213 ed edge ef el el_rpu electronic ell em emi
empty_moov en enabled encoder end endall ends_with eng enhancements entropy eof epoch epoch_us
epzs equal equator360 equirect equisolid er erbs erf erode err erri error error_diffusion
error_resilient erru es esa escape esin estimation euc-jp euc-kr euclidean even event every_frame
exact exclusion exhaustive exif exp experimental explicit_hierarchical explicit_sbr explode
export_mvs expr ext extended extra_slow extract extradata_size extremity f f32 f64 f_weighted faan
faani fadeblack fadefast fadegrays fadeslow fadewhite fast_bilinear fastest fastint fastseek
faststart fatal favor_inter fb fcc fdiff ffconcat field_order fiery file fill film1 film1+ film1.5
film2 film2+ film3 film3+ film_grain film_grain_params filter_src fin final fire first fisheye fit
fixed fixed_frame_size flags flat flat_factor flatness flattop flipdualrle float floyd_steinberg
flush_packets flux fm font force_autohint forced format format_name forward fp fr fra frag_custom
frag_discont frag_every_frame frag_keyframe frame frame_count_delta frame_count_in frame_count_out
frame_side_data frames frameseq fre freeze freq freq_chroma freq_luma fruit fss full
full_chroma_inp full_chroma_int fullframe fullres g gamestreaming gamma gamma22 gamma28 garrote
gaussian gb18030 gbk gbr generic genpts geometric ger get_current glob glob_sequence global_header
global_sidx glow gm gn gnomonic good gop gop_timecode gradient grainextract grainmerge grayoncolor
gre greater greater8bit green green_metadata grid guess_mvs h h264_mode0 haar haar_noshift hable
half hammer hamming hann hanning hap_alpha hap_q hard hardlight hardmix hardoverlay hardstyle
harmonic harmonic_mean has_b_frames hblur hdmi hdtv hdv he hearing_impaired heat heb heckbert
height helix hequirect hevc_digital_hdtv hevc_hw hevc_sw hex hexbs hi hierarchical high+ high_1440
high_quality high_shibata highest highlights highquality hin hip-hop hlslice hlwind hm horizontal
horzclose horzopen hp hpel_chroma hqcbr hqvbr hrslice hrwind hsin hsin2 http https hun hybrid
hybrid_fragmented hz i i16 i32 icc_profile icc_profiles icl icon icq icr ictcp icy id id3v2
identifier idr iec61966-2-1 iec61966-2-4 iec61966_2_1 iec61966_2_4 iedge if iframes_only igndts
ignidx ignore ignore_err ignore_global_advance_width ignore_level ignore_transform ignorecrop
ihsin ildct ilme implicit improved_e_weighted in increase increase_contrast ind indep independent
independent_segments index indexed inf infer infer_no_subs inferno info ini init
initial_discontinuity initial_padding input insert insert_dummy insert_nothing inside instant int
intensity interlaced interlaced_frame interlacex2 interleave_bottom interleave_top interpolate
intraonly inverse invert ipar ipt-c2 iqsin ire irl irr is_avc isinc isml iso-8859-1 iso-8859-15
iso2 iso4 iso5 iso6 isom it ita item_sep iter iteration_count j2k ja jazz jedec-p22 jis jmeier
joint joint_stereo jp2 jpn json k ka kaiser karaoke keep keep_framerate keep_non_vcl keepside ken
key_frame keyframe ko koi8-r kor kurtosis l la_icq lagrange9 laminar lanc lanczos2 lanczos3
landscape language large latin latin1 latt lavfi.aspectralstats.1.centroid
lavfi.astats.1.peak_level lavfi.astats.1.rms_level lavfi.astats.2.peak_level
lavfi.astats.2.rms_level lavfi.astats.overall.noise_floor lavfi.astats.overall.peak_level
lavfi.astats.overall.rms_level lavfi.astats.overall.rms_peak lavfi.black_end lavfi.black_start
lavfi.blackframe.pblack lavfi.block lavfi.blur lavfi.cropdetect.h lavfi.cropdetect.w
lavfi.cropdetect.x lavfi.cropdetect.x1 lavfi.cropdetect.x2 lavfi.cropdetect.y lavfi.cropdetect.y1
lavfi.cropdetect.y2 lavfi.entropy.entropy.normal.y lavfi.freezedetect.freeze_duration
lavfi.freezedetect.freeze_end lavfi.freezedetect.freeze_start lavfi.idet.multiple.current_frame
lavfi.idet.single.current_frame lavfi.psnr.mse_avg lavfi.psnr.psnr.y lavfi.psnr.psnr_avg
lavfi.r128.i lavfi.r128.lra lavfi.r128.lra.high lavfi.r128.lra.low lavfi.r128.m lavfi.r128.s
lavfi.r128.sample_peak lavfi.r128.true_peak lavfi.r128.true_peaks lavfi.scd.mafd lavfi.scd.score
lavfi.scd.time lavfi.scene_score lavfi.signalstats.brng lavfi.signalstats.hueavg
lavfi.signalstats.satavg lavfi.signalstats.satmax lavfi.signalstats.tout lavfi.signalstats.uavg
lavfi.signalstats.vavg lavfi.signalstats.vrep lavfi.signalstats.yavg lavfi.signalstats.ydif
lavfi.signalstats.yhigh lavfi.signalstats.ylow lavfi.signalstats.ymax lavfi.signalstats.ymin
lavfi.silence_duration lavfi.silence_end lavfi.silence_start lavfi.siti.si lavfi.siti.ti
lavfi.ssim.all lavfi.ssim.y lavfi.vmafmotion.score lavfi.whisper.duration lavfi.whisper.text left
left_side legacy less letterbox level levinson library_version lighten lighter limited lin line
linear linear_contrast linear_design linearlight lines linlin linlog lip lipshitz lissajous
lissajous_xy list listen listener live livestreaming ll ll_2pass_quality ll_2pass_size lle llhp
llhq local_header log log-sqrt log100 log316 log_sqrt logarithmic loglin loglog long longest loro
losi losslesshp low low+ low_delay low_latency low_power low_shibata lowdelay lowest
lowest_latency lowlatency lowlatency_high_quality lr lr>l+r lr>l-r lr>ll lr>lr lr>ms lr>rl lr>rr
lrcp lreplace ltrt lu lufs lum luma luv lyrics lzw m ma mac magma magnitude magphase main42210
mainsp make_non_negative make_zero manhattan manual margins mastering_display_metadata matrix
matrixencoding max max_bit_rate max_difference max_level max_size maximum mb_type mci mean
mean_difference media_type medium+ medium_contrast mel memcpy mercator merge mergex2 metal mid
mid_side middle millivolts min min_difference min_level mincol minimum minmax mirror mitchell
mixed ml mmco mmx mnuttall3 mobile mobius modified_e_weighted modify momentary mono2abs moreland
motion_adaptive motion_compensated motion_vectors mp41 mp42 mpeg2_aac_he mpeg2_aac_low
mpeg2_digital_hdtv mpeg4_asp mpeg4_core mpeg4_main mpeg4_sp mr ms ms>ll ms>lr ms>rl ms>rr msbc mse
msnv multich multilayer multiply128 mv0 mv4 mvedges mvs n n128 n16 n256 n32 n64 nal_length_size
name naq native natural nb_frames nb_programs nb_read_frames nb_read_packets nb_samples nb_streams
near nearest nearest-neighbor nebulae negation negative negative_cts_offsets neon never neverskip
new new2 new3 nit nk nl_anamorphic nld nn nns_iterative nns_recursive no_autohint no_bitmap
no_duration_filesize no_hinting no_metadata no_padding no_recurse no_scale no_sequence_end no_skip
nobuffer nodisabled noeof nofade nofillin nointra noise_floor noise_floor_count nokey nomc nominal
non-persistent non_diegetic nonintra nonkey nonref noout noparse noprint_wrappers nor noref normal
normalized normalized_iteration_count north northeast northwest notindicated notok notres now
nozero nrm ns nsse ntss number_of_denormals number_of_infs number_of_nans number_of_samples
numbers nuttall nuttall3 o obmc octahedron odd offsetting og ok omit_endlist omit_rai
omit_tfhd_offset once only open opt optimal or orange ordered ordered_fixed original out output
output_corrupt outside outz overlap overwrite p p1 p2 p2p p3 p4 p5 p6 p7 packbits packet
packet_side_data packets paeth panic pannini panscan par parade partitions parzen pass pass1 pass2
passthrough pat_pmt_at_frames pattern pc pc_n pc_n_ub pc_u pchip pcn pcn_ub pcnub pcrl pd pe peak
peak+instant peak_constrained_vbr peak_count peak_level pedantic perceptual percussive period
periodic_rekey persistent pf pframes phoenix photo pict pict_type picture picture-in-picture
picture_in_picture pillarbox pink pinlight pip pix_fmt pixel_format pkt_dts pkt_dts_time
pkt_duration pkt_duration_time pkt_pos pkt_pts pkt_pts_time pkt_size place plane plasma pm point
poisson pol polar pop por portrait pos power power_saving_real_time pr pre_decoder prefer_icc
prefer_tcp preferred premultiplied presentation preserved prev preview prft primaries print
print_info prism probe_score production professional profile profile0 profile1 profile2 profile3
prog program program_date_time program_version programs progressive pt ptp pts pts_delta pts_time
pwr pyramid q qdrt qm qp_rd qpel qpel_chroma qpel_chroma2 qres qsin qsin2 qua quadratic quality
quality_first quat quatr queue quiet quintic r r_frame_rate radial rainbow rainbows range range1
range2 range_def range_tab rate raw rbior68 rc rd read real_time rec2020 rec709 record recorded
recovery recovery_point rect rectangle rectangular rectcrop rectilinear reference reflect refs
regions_of_interest regular reinhard relative relative_colorimetric remotegaming remove render
rendered rendezvous repeat repeat_pict replace reproduction res resend_headers reset revealdown
revealleft revealright revealup reversal rfc2190 rgb riaa rice right right_side ring1 ring2 rl
rlcp rle rlog rms rms_difference rms_level rms_peak rms_trough ro rock rolloff ron rotate rotation
round round_durations row rpcl rscroll rtcp_to_source rtphint ru rum rus rw s s12m_timecod
s12m_timecode s16x4 s16x6 s32x4 s32x6 s48x6 s8x4 s8x6 sad same_str sample sample_aspect_ratio
sample_count_delta sample_count_in sample_count_out sample_fmt sample_rate sar satd satip_raw
saturation save sawdown sawup sbs sbs2l sbs2r sbsl sbsr sc scale_down scd_metadata
scene_change_detect screen scte20 sdi2 search sec secam second second_level_segment_duration
second_level_segment_index second_level_segment_size seed sei_unregistered send_bye send_field
send_field_nospatial send_frame send_frame_nospatial separate separate_moof seqpacket sequence sf
sg shadows shellac shibata shift_jis shifted short shortest shortterm showall side side-by-side
side_by_side side_data side_data_list side_data_type sierra2 sierra2_4a sierra3 sign simple
simplearm simplearmv5te simplearmv6 simpleauto simplemmx simpleneon sin single single_file
sinusoidal size sjis skewness skintones skip skip_manual skip_rd skip_rtcp skip_samples skip_sidx
skip_trailer slice slide slidedown slideleft slideright slideup slope small smart smear smooth
smoothdown smoothleft smoothright smoothup smpte smpte170 smpte170m smpte2084 smpte2085 smpte240
smpte2400m smpte240m smpte274m smpte296m smpte347m smpte349m smpte428 smpte428_1 smpte431 smpte432
snappy social soft softdifference softlight solar sort sortdts source source_no_drop south
southeast southwest soxr sp sp16 spa spatial spectral speed spherical spiral spirv spline16
spline36 spline64 split_by_time split_screen splitscreen spread sqrt squ square squeezeh squeezev
sr1-0 sr1-1 srgb ssd sse sse2 sse3 sse4 ssse3 st2094-10 st2094-40 stable stack stain start
start_pts start_time startcode starts_with std_qpel still_image stop straight stream stream_group
stream_index stream_side_data streaming streams stretch strftime strict strict_gop
string_validation strong strong_contrast studio sub subtitle subtract sum summary super svf swe
swr sym10 sym2 sym4 system_b t tab tags tanh target tb tb2l tb2r tcp tdi tdii tdls teletext
temp_file temporal terrain tesa tetrahedral tetrahedron tf tff tgm tha thread_ops time time_base
time_delta timebase timecode timed_thumbnails timestamp timestamped timing tint title together
toggle top top-left top-right top_field_first top_left top_right tophat topleft topright total
tout trace track transcode transcoding transdiff transfer tri triangle triangular triangular_hp
trilinear trunc truncated ts_size tsp tss tt tukey tun tur turbo tv twoloop u ucs ud udp
udp_multicast uhdtv uhq ukr ull ultra_low_latency ultralowlatency umh ump4 unaligned und
uniform_color universal unknown unofficial unsafe_output unset unspecified unstable up uphase
upward us-ascii use_metadata_tags utf-16 utf-8 utf16 utf8 v vanc_field_1 vanc_field_2 vanc_frame
vanc_progressive_frame variance vbr_2pass vbr_hq vbr_latency vbr_minqp vbr_peak vcm vd vdslice
vdwind ve velvet venc_params verbose verify version vertclose vertical vertical_layout vertopen
very vgamut vi video video_enc_params video_hint videoconference videosurveillance vie vintage
vinyl violet viridis visual_impaired vividlight vlc vlog vo vod voip vonkries vrep vsad vscfr vsse
vuslice vuwind w w1024 w128 w131072 w16 w16384 w2048 w256 w32 w32768 w4096 w512 w53 w65536 w8192
w97 wait_for_present wallclock warn warning weak web webcam welch west weuclidean white
whiteonblack whiteoncolor whiteongray widergb width wiener windows-1250 windows-1251 windows-1252
wipe wipebl wipebr wipedown wipeleft wiperight wipetl wipetr wipeup wires wrap write write_colr
write_gama x x86 x_dither xflat xml xone xor xvid_ilace xvidmmx xvycc xy xyy y ycgco ycgco-re
ycgco-ro ycocg yflat yolo yolov3 yolov4 yuv yuv420 yuv422 yuv444 zdf zero zero_crossings
zero_crossings_rate zeroorone zh zho zip1 zip16 zoom zoomin zp
`;

/** Names of techniques that are also words of everyday language: they count as constants only. */
export const EVERYDAY_NAMES = `
ace act animation apple area argo ass aura bass bench bit boa bonk buffer chorus color cook corr
crop cube cue curves dash data decimate default despill dirac displace exposure fade feedback
field film format gem grain guided haas headphone high hilbert histogram hue identity inflate
intel interleave jack join kirsch laf lame latency lead life limiter loco loop mad main mandelbrot
median medium metadata mimic mix monochrome movie multiply noise normalize nvidia oss pad pan
perlin perms perspective phase photo prewitt prosumer proxy pulse random realtext realtime reverse
roberts rotate sami scale scharr scroll segment select shear sierpinski signature sine siren snow
sobel sonic split standard subtitles surround telecine text threshold thumbnail tile treble trim
vignette vivo volume weave whip whisper
`;

/** Protocols, and the words hosts use for ways of working. */
export const PROTOCOLS_AND_MODES = `
1c 2c 2pass 3c 4c 5c 6c 7c 8c aes-128 amqp async batch_processing bluray cache cenc-aes-ctr
complex concatf cpu crypto demuxer dilate dtls erode ewa_ginseng ewa_lanczos ewa_lanczossharp
ewa_robidoux fd ffrtmpcrypt ffrtmphttp filter_complex format_name format_tags ftp gopher gophers
gpu hardware httpproxy icecast ipfs ipns md5 mmsh mmst music_video onepass openvino pipe podcast
prompeg rist rtmpe rtmps rtmpt rtmpte rtmpts rtsps same sample-aes sctp sftp shared simple single
single-pass slideshow smb social_media software srtp stream_disposition stream_tags subfile tcp
tensorflow time-lapse timelapse tls torch trailer two-pass two_pass twopass udp udplite unix zmq
`;

/** Colour names. */
export const COLORS = `
aliceblue antiquewhite aqua aquamarine azure beige bisque blanchedalmond blueviolet burlywood
cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan
darkgoldenrod darkgray darkgreen darkkhaki darkmagenta darkolivegreen darkorange darkorchid
darkred darksalmon darkseagreen darkslateblue darkslategray darkturquoise darkviolet deeppink
deepskyblue dimgray dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold
goldenrod greenyellow honeydew hotpink indianred indigo ivory khaki lavender lavenderblush
lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen
lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray lightsteelblue
lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid
mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orangered
orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru plum
powderblue purple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna
silver skyblue slateblue slategray springgreen steelblue tan teal thistle tomato transparent
turquoise wheat whitesmoke yellow yellowgreen
`;
