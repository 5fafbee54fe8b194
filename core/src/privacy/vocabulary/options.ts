/** Options of the command line that take no value. */
export const FLAG_OPTIONS = `
L accurate_seek alwaysontop an auto_conversion_filters autoexit autorotate autoscale benchmark
benchmark_all bitexact bsfs buildconf byte_binary_prefix codecs colors copy_unknown copyinkf
copyts count_frames count_packets debug_ts decoders deinterlace demuxers devices dispositions dn
drop_changed dump encoders find_stream_info fix_sub_duration fix_sub_duration_heartbeat force_fps
formats framedrop hex hide_banner hwaccels ignore_unknown infbuf intra layouts muxers n
noaccurate_seek noauto_conversion_filters noautorotate noautoscale noborder nodisp
nofind_stream_info noinfbuf nostats nostdin override_ffserver pix_fmts prefix pretty print_graphs
private protocols psnr qphist re recast_media report same_quant sameq sample_fmts sections
seek_timestamp sexagesimal shortest show_chapters show_data show_error show_format show_frames
show_library_versions show_packets show_pixel_formats show_private_data show_program_version
show_programs show_stream_groups show_streams show_versions sn start_at_zero stats stdin unit
version vn vstats xerror y
`;

/** Options whose value names a file, an address or a device: it never stays. */
export const FILE_OPTIONS = `
abr-ladder analysis-load analysis-reuse-file analysis-save attach axisfile basepath baseurl
bind_address ca_file cafile cert_file config cover cqmfile csv custom_shader_bin
custom_shader_path datapath db_path destination dhdr10-info dict dolby-vision-rpu dump-yuv
dump_attachment dumpfile dvguid errlog exchange fgs-table file filename film-grain-table
filter_complex_script filter_name filter_script font fontfile fontsdir fpf fpre gateway graph_file
hint hls_base_url hls_enc_key_url hls_fmp4_init_filename hls_key_info_file hls_master_name
hls_segment_filename hls_subtitle_path http_proxy i ifo_palette init_filename init_seg_name input
key_file key_info_file lambda-file lm lmname load_plugin load_plugins localaddr location log_path
logfn lut_file master_pl_name media_seg_name model model_path nalu-file o object opencl-clbin
output partition-info-path passlogfile path playlist_filename plugin print_filename
print_graphs_file progress psfile qpfile qsv_device recon recon-y4m-exec resource result rtmp_app
rtmp_conn rtmp_pageurl rtmp_playpath rtmp_subscribe rtmp_swfurl rtmp_swfverify rtmp_tcurl sdp_file
second-pass-log segment_filename segment_header_filename segment_list segment_list_entry_prefix
server single_file_name sofa source stat-file stats_enc_post stats_enc_pre stats_file
stats_mux_pre tcfile-in tcfile-out template_file textfile uri url use-q-file utc_timing_url
vaapi_device vstats_file whisper_model zonefile
`;

/** Options whose value is free text: it never stays. */
export const TEXT_OPTIONS = `
album artist asset assetmaps attachment_name author backend_configs boundary_tag cname commands
comment content_type controls copyright destination_name display_name drawtext_text dump_separator
filter_params force_style handler_name http_user_agent ice_description ice_genre ice_name ice_url
labels lmctl m1 m2 m3 m4 metadata mpegts_service_name program program_title prompt publisher
referer rtmp_flashver sei_user_data service_name service_provider speakers stream_group
stream_name stream_title sub_name text timestamp title user-agent user_agent value voice
window_title
`;

/** Options whose value opens something: it never stays. */
export const SECRET_OPTIONS = `
aa_fixed_key activation_bytes audible_fixed_key audible_iv audible_key auth authorization
cenc_decryption_key cenc_decryption_keys cenc_encryption_key cookies cryptokey cryptokeys
decryption_iv decryption_key encryption_iv encryption_key encryption_kid ftp-anonymous-password
ftp-password ftp-user headers hls_enc_iv hls_enc_key iv key passphrase password post_data
private_key routing_key rtmp_swfhash secret srt_streamid srtp_in_params srtp_out_params token
`;

/** Options that hold a filter graph or a list of bitstream filters. */
export const GRAPH_OPTIONS = `
absf af bsf filter filter_complex filter_complex_legacy graph lavfi vbsf vf
`;

/** Options that select streams. */
export const MAP_OPTIONS = `
map map_channel map_chapters map_metadata select_streams
`;

/** Options that hold a list of `key=value` pairs. */
export const LIST_OPTIONS = `
aom-params fifo_options format_options format_opts hls_segment_options hls_ts_options
hls_vtt_options http_opts kvazaar-params mpegts_muxer_options oapv-params options opts params
protocol_opts rav1e-params rtp_muxer_options seg_format_options segment_format_options
svtav1-params ts-parameters vvenc-params x264-params x264opts x265-params xavs2-params xeve-params
`;

/** Options that name a hardware device by type, name and number. */
export const HARDWARE_OPTIONS = `
filter_hw_device hwaccel_device init_hw_device
`;

/** All other options: their value stays if it reads as technique. */
export const VALUE_OPTIONS = `
2pass 8x8dct a53cc aac_coder aac_is aac_ltp aac_ms aac_pce aac_pns aac_pred aac_tns ab abort_on
abr ac acodec ad_conv_type adaptation_sets adaptive_b adaptive_i adrift_threshold
advanced_editlist aframes afterburner aiv algorithm alllayers allow_raw_vfw allow_sw
allowed_extensions allowed_media_types allowed_segment_extensions alpha_bits alpha_mode
alpha_quality alphablend alternate_scan amount analyzeduration angle antialias apad application
apply_cropping apply_defdispwin apply_phase_inv apply_trc apre aq aq-mode aq-strength aq_mode
aq_strength ar arnr-max-frames arnr-maxframes arnr-strength arnr-type arnr_max_frames
arnr_strength arnr_type aspect async async_depth atag atomic_writing attempt_recovery aud
audio_chunk_duration audio_device_number audio_pin_name audio_preload audio_service_type auth_type
auto-alt-ref auto_convert avbr_accuracy avbr_convergence avcintra-class avioflags
avoid_negative_ts b b-bias b-pyramid b_adapt b_depth b_qfactor b_qoffset b_ref_mode b_sensitivity
b_strategy background bandwidth bf bframes bidir_refine bit_rate bitrate bitrate_limit
bits_per_codeword bits_per_mb bits_per_raw_sample blank_value block block_size blocksize
bluray-compat border_mask brand brd_scale break_non_keyframes broadcast bt buffer_duration
buffer_size bufsize bug burst_bits c cabac canvas_size capture_cursor capture_mouse_clicks cavlc
cbr cbr_quality cc_stream_map center_mix_level center_mixlev ch_layout ch_mode change_field_order
channel channel_coupling channel_layout channel_order channels chapter charenc chars_per_frame
charset cheby chroma_elim_threshold chroma_intra_matrix chroma_sample_loc_type
chroma_sample_location chroma_sample_position chromaoffset chunk_duration chunk_duration_ms
chunk_size chunk_start_index chunked_post chunks cinema_mode clev cluster_size_limit
cluster_time_limit cmp code_size codec codec_whitelist coder color color_primaries color_range
color_space color_trc colorspace colour_primaries comp_duration compression compression_algo
compression_level compressor compute_clut compute_edt compute_pcr connect connect_timeout
connection_timeout cons_noisegen constant_bit_rate constrained-encoding context
continue_one_color_thresh copypriorss copytb core_only corpus-complexity correct_ts_overflow
cpl_start_band cplxblur cpu-used cpucount cpuflags cq cr_size cr_threshold crf crf_max crop
crop_bottom crop_left crop_right crop_top crtc_id cues_to_front custom_stride cutoff d
d10_channelcount dark_mask dash dash_segment_type dash_track_number data_field data_partitioning
dblk_idc dc dca_adpcm dcodec dct deadline deblock debug debug_mode default_delay default_fps
default_mode deint delay delete_filler delete_padding delivery_mode denoise-block-size
denoise-noise-level device device_index dframes dheadphone_mode dia_size dialnorm direct
direct-pred discard discard_damaged_percentage display_aspect_ratio display_hflip
display_orientation display_rotation display_vflip disposition distance disto_alloc dither_method
dither_scale dither_type dmix_mode downmix dpb_size dpi dpm draw_mouse drc_scale driver drop
drop-threshold drop_frame_timecode drop_pkts_on_overflow drop_second_field dropamount dscp
dst_format dst_h_chr_pos dst_range dst_v_chr_pos dsth dstw dsur_mode dsurex_mode dts
dts_delta_threshold dts_error_threshold dtshd_fallback_time dtshd_rate dtx dual_mono_mode
dumpgraph duration dvb_substream dvbuffer dvtype ec effort eia608_extract eld_sbr empty_hdlr_name
enable-1to4-partitions enable-ab-partitions enable-angle-delta enable-cdef enable-cfl-intra
enable-diff-wtd-comp enable-dist-wtd-comp enable-dual-filter enable-filter-intra enable-flip-idtx
enable-global-motion enable-interinter-wedge enable-interintra-comp enable-interintra-wedge
enable-intra-edge-filter enable-intrabc enable-masked-comp enable-obmc enable-onesided-comp
enable-paeth-intra enable-palette enable-rect-partitions enable-reduced-reference-set
enable-ref-frame-mvs enable-restoration enable-smooth-interintra enable-smooth-intra enable-tpl
enable-tx64 enable_drefs enable_er enc_stats_post_fmt enc_stats_pre_fmt enc_time_base encryption
encryption_scheme end end_offset energy_levels enforce_hrd enforced_encryption eph err_detect
error-resilience error-resilient error_protection error_rate even_rows_fix exact_rational
exact_rice_parameters export_all export_path_metadata export_side_data export_xmp extbrc
extension_picky extern_huff extra_bits_bug extra_hw_frames extra_sei extra_window_size f
f_err_detect f_strict fast-pskip fastfirstpass fdebug fec fflags ffrtmphttp_tls ffs field_order
fifo_format fifo_size filler_data film-grain film_grain filmgrain filter_complex_threads
filter_size filter_threads filter_type filters final_delay first_pts fix_teletext_pts
fixed_frame_rate_flag fixed_quality flags flags2 flip flipped_raw_rgb flush_packets
flv_full_metadata flv_ignore_prevtag flv_metadata flvflags follow follow_mouse
force_duplicated_matrix force_key_frames forced-idr forced_idr forced_subs_only format
format_modifier format_version format_whitelist formatprobesize fp_format fps_mode fpsmax
fpsprobesize frag_duration frag_interleave frag_size frag_type fragment_index fragment_size
frame-parallel frame_drop_threshold frame_duration frame_pts frame_rate frame_size frame_skipping
framerate frames frames_per_packet framethreads freq fs ftp-write-seekable g gain gamma gifflags
gifimage global_palette global_quality global_sidx gmc gop_timecode gops_per_idr gpb gpu gpu_copy
gpu_device grab_x grab_y guess_layout_max h hash header header_insertion_mode header_period
heavy_compr height help hielevel hls_allow_cache hls_delete_threshold hls_enc hls_flags
hls_fmp4_init_resend hls_init_time hls_list_size hls_playlist hls_playlist_type hls_segment_size
hls_segment_type hls_start_number_source hls_time hls_wrap http_multiple http_persistent
http_seekable huffman hwaccel hwaccel_flags hwaccel_output_format hybrid_fragmented i_qfactor
i_qoffset ibias iblock ice_public ich ichl icl icy id3v2_version idct idr_interval ignore_chapters
ignore_editlist ignore_io_errors ignore_length ignore_loop ignore_readorder ildctcmp
in_channel_count in_channel_layout in_chlayout in_sample_fmt in_sample_rate increment_tc
index_correction indexmem individual_header_trailer init_qpB init_qpI init_qpP initial_offset
initial_pause input_format inputbw int_ref_cycle_dist int_ref_cycle_size int_ref_qp_delta
int_ref_type inter_matrix internal_sample_fmt intra-refresh intra_matrix intra_penalty intra_vlc
iods_audio_profile iods_video_profile iptos ipttl irreversible is_avc isf ism_lookahead isr isync
iterative_dia_size itsoffset itsscale jfif joint_stereo kaiser_beta keep_ar keep_ass_markup keyint
keyint_min kind kmpreannounce kmrefreshrate l la_depth lag-in-frames language last_pred latency
latm layer layer_rates layout ldash ldkfs legacy_icecast level lfe_mix_level lhls linear_interp
linespeed linger list_devices list_dither list_drivers list_formats list_options list_standards
listen listen_timeout live live_start_index lmax lmin local_port local_rtcpport local_rtpport
localport log_level loglevel look_ahead look_ahead_depth look_ahead_downsampling lookahead_count
lookahead_level loop loop_filter_level loop_filter_sharpness loopend loopstart loro_cmixlev
loro_surmixlev lossless lossmaxttl low_delay_brc low_power lowqual lowres lpc_coeff_precision
lpc_passes lpc_type ltrt_cmixlev ltrt_surmixlev luma_elim_threshold lumi_aq lumi_mask
m3u8_hold_counters mapping_family master_m3u8_publish_rate master_pl_publish_rate
matrix_coefficients matrix_encoding max-intra-rate max_alloc max_dec_frame_buffering max_delay
max_error_rate max_extra_cb_iterations max_file_size max_fps max_frame_size max_frame_size_i
max_frame_size_p max_gif_delay max_interleave_delta max_muxing_queue_size max_packet_size
max_partition_order max_pixels max_playback_rate max_port max_prediction_order max_probe_packets
max_qp_b max_qp_i max_qp_p max_recovery_attempts max_redirects max_reload max_samples max_size
max_slice_bytes max_slice_size max_soft_comp max_streams max_strips max_stts_delta max_ts_probe
maxbw maxrate maxsection-pct mb_info mbbrc mbcmp mbd mblmax mblmin mbs_per_slice mbtree me
me_half_pel me_method me_quality me_quarter_pel me_range memc_only mepc mepre merange
merge_pmt_versions messageapi metadata_header_padding method mfmode min-keyint min_comp min_delay
min_frag_duration min_hard_comp min_partition_order min_playback_rate min_port
min_prediction_order min_qp_b min_qp_i min_qp_p min_seg_duration min_speech_duration min_strips
minimum_update_period minrate minreq minsection-pct minversion missing_streams mixed-refs
mixing_level mode modular moov_size motion-est motion_est mov_gamma movflags movie_timescale
mpd_profile mpeg_quant mpegts_copyts mpegts_flags mpegts_m2ts_mode mpegts_original_network_id
mpegts_pmt_start_pid mpegts_service_id mpegts_service_type mpegts_start_pid
mpegts_transport_stream_id mpv_flags msbc mss multi_dim_quant multipass multiple_requests
mux_stats_fmt muxdelay muxing_queue_data_threshold muxpreload muxrate mv0_threshold
mxf_audio_edit_rate nakreport nal-hrd nal_length_size name nb_out_samples near_lossless nit_period
nitris_compat no-scenecut no_bitstream no_resync_search no_window noise-sensitivity
noise_reduction non_deterministic non_linear_quant non_pcm_mode nonref_p nr nssew
num_capture_buffers num_output_buffers num_ticks_per_picture num_ticks_poc_diff_one numresolution
obmc och ochl ocl of offset oggpagesize oheadbw omit_video_pes_length omx_libname omx_libprefix
open-gop operating_point oppoint optimize_mono opus_delay original osf osr out_channel_count
out_channel_layout out_chlayout out_sample_fmt out_sample_rate output_format output_sample_bits
output_ts_offset overrun_nonfatal overscan_appropriate_flag overshoot-pct p p_mask p_strategy
packet_loss packet_size packetsize pad page page_duration pagesize palette param0 param1
paranoia_mode part partitions pass pass_types pat_period pattern_type payload_size payload_type
pbias pbkeylen pcr_period peak_block_size peak_format peak_ppv peerlatency per_frame_metadata
pes_payload_size phase_shift pic-struct pic_timing_sei pix_fmt pixel_format pkt_size plane_id
playlist plays postfilter power_efficient pre pre_dia_size prebuf precision precmp pred
prediction_order_method prefer_x_start preload preme preset print_deinit_summary print_format
prio_speed probesize profile prog prog_order protocol_blacklist protocol_whitelist ps psy psy-rd
psymodel pts q qblur qcomp qdiff qm qmax qmin qp qp_b qp_cb_offset qp_cr_offset qp_i qp_p qscale
qsquish quake3_compat quality quant_deadzone quant_mat quantizer_noise_shaping queue queue_size r
raw_packet_size rc rc-lookahead rc_buf_aggressivity rc_eq rc_init_cplx rc_init_occupancy
rc_lookahead rc_max_vbv_use rc_min_vbv_use rc_mode rc_override rc_qmod_amp rc_qmod_freq
rc_strategy rcvbuf rcvlatency rdo read_ahead_limit read_intervals readrate readrate_catchup
readrate_initial_burst real_time real_time_latency_msec realtime reconnect reconnect_at_eof
reconnect_delay_max reconnect_delay_total_max reconnect_max_retries reconnect_on_http_error
reconnect_on_network_error reconnect_streamed recover_any_error recovery_point_sei
recovery_wait_streamtime recovery_wait_time recv_buffer_size reduced-tx-type-set ref
refcounted_frames reference_stream refs region_border reinit_filter rematrix_maxval
rematrix_volume remove remove_at_exit remove_types reorder_queue_size repeat_pps reply_code
request_channel_layout request_sample_fmt require_sw resample_cutoff resampler resend_headers
reserve_index_space reservoir reset_timestamps resize restart_with_keyframe resync_size reuse
reuse_socket rf64 rist_profile rle rmvol room_type rotate row-mt rtbufsize rtcp_port rtmp_buffer
rtmp_flush_interval rtmp_listen rtmp_live rtmp_swfsize rtp_flags rtpflags rtsp_flags
rtsp_transport rw_timeout s s12m_tc safe sample_aspect_ratio sample_fmt sample_rate sample_size
sar sbc_delay sc_detection sc_threshold scaler scan_all_pmts scan_offset scenario scenecut scodec
scplx_mask sdp_flags sdt_period seek2any seek_streams_individually seekable seg_duration
segment_atclocktime segment_clocktime_offset segment_clocktime_wrap_duration segment_format
segment_frames segment_list_flags segment_list_size segment_list_type segment_start_number
segment_time segment_time_delta segment_time_metadata segment_times segment_wrap
segment_wrap_number sei select_region send_buffer_size send_expect_100 seq seq_disp_ext
serial_offset sharpness short_seek_size show_data_hash show_entries show_log show_region
side_data_only_packets side_data_prefer_packet signal_standard signaling silence_threshold
single-slice-intra-refresh single_file single_sei_nal_unit sinks sixteen_color_thresh skip_alpha
skip_bottom skip_cmp skip_cursor skip_empty_cb skip_estimate_duration_from_pts skip_exp
skip_factor skip_frame skip_frame_thresh skip_idct skip_initial_bytes skip_iods skip_loop_filter
skip_rate_check skip_threshold skip_top skip_unknown_pmt skipcmp slev slice-max-size slice_height
slice_width slicecrc slices smc-interval smoother sndbuf snddropdelay sop sources spatial-aq
spatial_aq spdif_flags speed split_encode_mode spre src_format src_h_chr_pos src_range
src_v_chr_pos srch srcw srtp_in_suite srtp_out_suite ss sseof ssim ssim_acc ssrc sta stag standard
start start_number start_number_range start_one_color_thresh start_time start_time_realtime
static-thresh stats_period stereo_rematrixing still-picture stimeout store_user_comments
stream_loop streamid streaming strftime strftime_mkdir strict strict-displaywin strict_gop
strict_mime_boundary strip_number_adaptivity structured_slices sub_charenc sub_charenc_mode
sub_text_format subcmp subfps subimage subme subq subsong surfaces surround_mix_level
surround_mixlev svtav1_preset swr_flags sws_dither sws_flags syncpoints t tables_version tag
target target_latency target_level tcp_mss tcp_nodelay tcplx_mask td temporal-aq temporal_aq
texture tf_level thread_queue_size thread_type threads thumbnail tick_rate ticks_per_frame tier
tile-columns tile-rows tile_cols tile_columns tile_height tile_rows tile_width tiles tilethreads
time_base time_shift_buffer_depth timecode timecode_frame_start timelimit timeout timeshift
timestamps tlpktdrop tls tls_verify to tolerance top track_index trans_color
transfer_characteristics transform_skip translate transtype trellis truncate ts ts_from_file
ts_packetsize tsbpd tsbpddelay tsf ttl tune tune-content tvstd txt_chop_spaces txt_chop_top
txt_default_region txt_duration txt_format txt_left txt_opacity txt_page txt_top txt_transparent
type uch udplite_coverage udu_sei umv undershoot-pct unidir_b update update_period usage
use-inter-dct-only use-intra-dct-only use-intra-default-tx-only use_absolute_path use_buggy_lpc
use_editlist use_fifo use_gpu use_libv4l2 use_localtime use_localtime_mkdir use_mfra_for use_odml
use_stream_ids_as_track_ids use_template use_tfdt use_timeline use_wallclock_as_timestamps
used_channel_count usetoc utc_timing v vad vad_model vad_threshold var_stream_map variance_aq vbaq
vbr vbv-bufsize vbv-maxrate vc vcodec vendor verbosity verifyhost version_major version_minor
vframes video_device_number video_format video_full_range_flag video_pin_name video_size
video_track_timescale vol volume vp8flags vpre vstats_version vsync vtag wallclock wavelet_depth
wavelet_type weightb weighted_pred weightp width window_borderless window_enable_quit
window_fullscreen window_id window_size window_x window_y wpredp write_apetag write_bext
write_btrt write_channel_mask write_crc32 write_empty_segments write_hdlr write_header
write_header_ret write_header_trailer write_id3v1 write_id3v2 write_index write_mpeg2 write_peak
write_prft write_tmcd write_to_source write_trailer_ret write_xing x x264_build xoffset yoffset
zero_new_constraint_set_flags zerocopy zerolatency
`;
