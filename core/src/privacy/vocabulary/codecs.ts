/** Codecs, encoders and decoders of FFmpeg 4 to 8, four-character codes and plain names people use. */
export const CODECS = `
012v 4gv 4xm 8bps 8svx_exp 8svx_fib a64_multi a64_multi5 a64multi a64multi5 aac aac_at aac_fixed
aac_latm aac_mediacodec aac_mf aasc ac3 ac3_at ac3_fixed ac3_mf ac4 acelp.kelvin adpcm_4xm
adpcm_adx adpcm_afc adpcm_agm adpcm_aica adpcm_argo adpcm_circus adpcm_ct adpcm_dtk adpcm_ea
adpcm_ea_maxis_xa adpcm_ea_r1 adpcm_ea_r2 adpcm_ea_r3 adpcm_ea_xas adpcm_g722 adpcm_g726
adpcm_g726le adpcm_ima_acorn adpcm_ima_alp adpcm_ima_amv adpcm_ima_apc adpcm_ima_apm
adpcm_ima_cunning adpcm_ima_dat4 adpcm_ima_dk3 adpcm_ima_dk4 adpcm_ima_ea_eacs adpcm_ima_ea_sead
adpcm_ima_escape adpcm_ima_hvqm2 adpcm_ima_hvqm4 adpcm_ima_iss adpcm_ima_magix adpcm_ima_moflex
adpcm_ima_mtf adpcm_ima_oki adpcm_ima_pda adpcm_ima_qt adpcm_ima_rad adpcm_ima_smjpeg
adpcm_ima_ssi adpcm_ima_wav adpcm_ima_ws adpcm_ima_xbox adpcm_ms adpcm_mtaf adpcm_n64 adpcm_psx
adpcm_psxc adpcm_sanyo adpcm_sbpro_2 adpcm_sbpro_3 adpcm_sbpro_4 adpcm_swf adpcm_thp adpcm_thp_le
adpcm_vima adpcm_xa adpcm_xmd adpcm_yamaha adpcm_zork agm ahx aic alac alac_at alias_pix als
amr_nb amr_nb_at amr_wb amrnb amrwb amv anm ansi anull ap4h ap4x apac apch apcn apco apcs ape apng
apple_apac aptx aptx_hd apv arbc argo arib_caption ass asv1 asv2 atrac1 atrac3 atrac3al atrac3p
atrac3pal atrac3plus atrac3plusal atrac9 aura aura2 av01 av1 av1_amf av1_cuvid av1_d3d12va
av1_mediacodec av1_mf av1_nvenc av1_qsv av1_v4l2m2m av1_vaapi av1_videotoolbox av1_vulkan avc avc1
avc3 avrn avrp avs avs2 avs3 avui ayuv bethsoftvid bfi bin_data binkaudio_dct binkaudio_rdft
binkvideo bintext bitpacked bmp bmv_audio bmv_video bonk brender_pix c93 camstudio camtasia cavs
cbd2 cbd2_dpcm cc_dec cdgraphics cdtoons cdxl celt cfhd cinepak clearvideo cljr cllc cmv codec2
comfortnoise cook cpia cri cscd cyuv daala dav1 dca dds derf_dpcm dfa dfpwm dirac divx dnxhd dnxhr
dnxuc dolby_e dpx dsd_lsbf dsd_lsbf_planar dsd_msbf dsd_msbf_planar dsicinaudio dsicinvideo dss_sp
dst dts dvaudio dvb_subtitle dvb_teletext dvbsub dvd_nav_packet dvd_subtitle dvdsub dvh1 dvhe
dvvideo dxa dxtory dxv eac3 eac3_at eacmv eamad eatgq eatgv eatqi eia_608 epg escape124 escape130
evc evrc exr fastaudio ffv1 ffv1_vulkan ffvhuff fic fits flac flashsv flashsv2 flic flv flv1 fmvc
fraps frwu ftr g2m g722 g723_1 g726 g726le g728 g729 gdv gem gif gremlin_dpcm gsm gsm_ms h261 h263
h263_v4l2m2m h263i h263p h264 h264_amf h264_crystalhd h264_cuvid h264_d3d12va h264_mediacodec
h264_mf h264_mmal h264_nvenc h264_omx h264_qsv h264_rkmpp h264_v4l2m2m h264_vaapi
h264_videotoolbox h264_vulkan h265 hap hca hcom hdmv_pgs_subtitle hdmv_text_subtitle hev1 hevc
hevc_amf hevc_cuvid hevc_d3d12va hevc_mediacodec hevc_mf hevc_nvenc hevc_qsv hevc_rkmpp
hevc_v4l2m2m hevc_vaapi hevc_videotoolbox hevc_vulkan hnm4video hq_hqa hqx huffyuv hvc1 hymt iac
idcin idcinvideo idf iff iff_ilbm ilbc ilbc_at imc imm4 imm5 indeo2 indeo3 indeo4 indeo5
interplay_dpcm interplayacm interplayvideo ipu ivtv ivtv_vbi jacosub jpeg2000 jpegls jpegxl
jpegxl_anim jpegxs jv kgv1 klv kmvc lagarith lc3 lead libaacplus libaom-av1 libaribb24
libaribcaption libcodec2 libdav1d libdavs2 libfaac libfdk_aac libgsm libgsm_ms libilbc libjxl
libjxl_anim libjxs libkvazaar liblc3 libmp3lame libmpeghdec liboapv libopencore_amrnb
libopencore_amrwb libopenh264 libopenjpeg libopus librav1e librsvg libschroedinger libshine
libspeex libsvtav1 libtheora libtwolame libuavs3d libvo_amrwbenc libvorbis libvpx libvpx-vp9
libvvdec libvvenc libwebp libwebp_anim libx262 libx264 libx264rgb libx265 libxavs libxavs2 libxevd
libxeve libxvid libzvbi_teletextdec ljpeg loco lscr m101 mace3 mace6 mad magicyuv mdec media100
metasound microdvd mimic misc4 mjpeg mjpeg_cuvid mjpeg_qsv mjpeg_rkmpp mjpeg_vaapi mjpegb mlp
mmvideo mobiclip motionpixels mov_text mp1 mp1float mp2 mp2fixed mp2float mp3 mp3_at
mp3_mediacodec mp3_mf mp3adu mp3adufloat mp3float mp3on4 mp3on4float mp4a mp4als mp4v mpc7 mpc8
mpeg1_cuvid mpeg1_v4l2m2m mpeg1video mpeg2_cuvid mpeg2_mmal mpeg2_qsv mpeg2_v4l2m2m mpeg2_vaapi
mpeg2video mpeg4 mpeg4_cuvid mpeg4_mediacodec mpeg4_omx mpeg4_v4l2m2m mpeg4_videotoolbox
mpegh_3d_audio mpegts mpegvideo mpl2 msa1 mscc msmpeg4 msmpeg4v1 msmpeg4v2 msmpeg4v3 msnsiren msp2
msrle mss1 mss2 msvideo1 mszh mts2 musepack7 musepack8 mv30 mvc1 mvc2 mvdv mvha mwsc mxpeg
nellymoser notchlc nuv nvenc nvenc_h264 nvenc_hevc on2avc opus osq otf paf_audio paf_video pam pbm
pcm_alaw pcm_alaw_at pcm_bluray pcm_dvd pcm_f16le pcm_f24le pcm_f32be pcm_f32le pcm_f64be
pcm_f64le pcm_lxf pcm_mulaw pcm_s16be pcm_s16be_planar pcm_s16le pcm_s16le_planar pcm_s24be
pcm_s24daud pcm_s24le pcm_s24le_planar pcm_s32be pcm_s32le pcm_s32le_planar pcm_s64be pcm_s64le
pcm_s8 pcm_s8_planar pcm_sga pcm_u16be pcm_u16le pcm_u24be pcm_u24le pcm_u32be pcm_u32le pcm_u8
pcm_vidc pcm_zork pcx pdv pfm pgm pgmyuv pgssub pgx phm photocd pictor pixlet pjs png ppm prores
prores_aw prores_ks prores_ks_vulkan prores_raw prores_videotoolbox prosumer psd ptx qcelp qdm2
qdmc qdraw qoa qoi qpeg qtrle r10k r210 ra_144 ra_288 radiance_hdr ralf rasc rawvideo real_144
real_288 realtext rl2 roq roq_dpcm roqvideo rpza rscc rtv1 rv10 rv20 rv30 rv40 rv60 s302m sami
sanm sbc scpr screenpresso scte_35 sdx2_dpcm sga sgi sgirle sheervideo shorten simbiosis_imx sipr
siren smackaud smackaudio smackvid smackvideo smc smpte_2038 smpte_436m_anc smv smvjpeg snow
sol_dpcm sonic sonicls sp5x speedhq speex srgc srt ssa stl subrip subviewer subviewer1 sunrast svg
svq1 svq3 svtav1 tak targa targa_y216 tdsc text tgq tgv theora thp tiertexseqvideo tiff timed_id3
tmv tqi truehd truemotion1 truemotion2 truemotion2rt truespeech tscc tscc2 tta ttf ttml twinvq txd
ulti ultimotion utvideo v210 v210x v308 v408 v410 vb vble vbn vc1 vc1_cuvid vc1_qsv vc1_v4l2m2m
vc1image vc2 vcr1 vixl vmdaudio vmdvideo vmix vmnc vnull vorbis vp08 vp09 vp3 vp4 vp5 vp6 vp6a
vp6f vp7 vp8 vp8_cuvid vp8_mediacodec vp8_qsv vp8_v4l2m2m vp8_vaapi vp9 vp9_amf vp9_cuvid
vp9_mediacodec vp9_qsv vp9_v4l2m2m vp9_vaapi vplayer vqavideo vqc vvc vvc_qsv wady wady_dpcm
wavarc wavesynth wavpack wbmp wcmv webp webp_anim webvtt westwood_snd1 wmalossless wmapro wmav1
wmav2 wmavoice wmv1 wmv2 wmv3 wmv3image wnv1 wrapped_avframe ws_snd1 ws_vqa x264 x265 xan_dpcm
xan_wc3 xan_wc4 xbin xbm xface xl xma1 xma2 xpm xsub xvid xwd y41p ylc yop yuv4 zerocodec zlib
zmbv
`;
