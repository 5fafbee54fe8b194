/** Options of filters. */
export const FILTER_OPTIONS = `
0a 0b 0bias 0m 0mode 0rdiv 0s 10b 11b 12b 13b 14b 15b 16b 17b 18b 1a 1b 1bias 1m 1mode 1rdiv 1s
1thr 2a 2b 2bias 2m 2mode 2rdiv 2s 2thr 3b 3bias 3m 3mode 3rdiv 3thr 4b 4thr 5b 6b 7b 8b 9b H I
LRA TP a a0 a1 a2 aa accuracy acount action ad adaptive adaptive_crop adaptivity ag agamma ah
aimax aimin algo all all_channel_counts all_expr all_flags all_mode all_opacity all_seed
all_strength allf alls allx ally alpha alpha_amount alpha_expr alpha_mask alpha_modes
alpha_msize_x alpha_msize_y alpha_power alpha_radius alpha_strength alpha_swap alpha_threshold
altboundary alternate amplitude analyze analyze_interlaced_flag analyze_mode anchors anglestep
antibanding antiringing aomax aomin ap apply_dolbyvision apply_filmgrain args arorder as asc
asc_level ascale at att attack attacks auto auto_scale av averaging ax axis axis_h ay b0 b1 b2 ba
bailout balance_in balance_out band_multiplier band_noise bands bar bar_g bar_h bar_t bar_v base
basefreq basetime bayer_scale bb bbal bc bc_in bc_out bcx bcy beep_factor beta bg bgopacity bh bhd
bilinear bimax bimin bitplane bits bits_per_sample bl bl_in bl_out black black_min_duration
blackpt blacks blend block_height block_pct block_width blockx blocky blue blue_expr blues blum
blur blx bly bm bmode_in bmode_out bn bomax bomin boost bordercolor borderw bottom box box_source
boxborderw boxcolor boxh boxw bpm br br_in br_out brightness brx bry bs bstep buffer burst bv bw
by bypass byw c0 c0_expr c0_flags c0_mode c0_opacity c0_seed c0_strength c0f c0s c1 c1_expr
c1_flags c1_mode c1_opacity c1_seed c1_strength c1f c1s c2 c2_expr c2_flags c2_mode c2_opacity
c2_seed c2_strength c2f c2s c3 c3_expr c3_flags c3_mode c3_opacity c3_seed c3_strength c3f c3s c4
c5 c6 c7 ca capture_border capture_mode cb cb_expr cbh cbv cdt_ms ceil cell_h cell_w centerf ch
ch_layouts channel_counts channel_layouts checksum chl_in chl_out chp chroma chroma_amount
chroma_location chroma_mode chroma_msize_x chroma_msize_y chroma_power chroma_pre_filter_radius
chroma_radius chroma_spatial chroma_strength chroma_swap chroma_threshold chroma_tmp chromal
chromalin cie cin cl clear clip clipgamut clut cm cmode co codebook_length coeffclamp
color_profile color_ranges color_search color_spaces colorimetry colors_mode colour combdbg
combmatch combpel complement components compress compute_chroma cone-strength cones confidence
contrast contrast_recovery contrast_smoothness coordinates corner_rounding correctdc
correction_method corrgamma count coupling cp cpfr cr cr_expr crh crop_h crop_w crop_x crop_y
crossfeed crv cs cscheme csg csp ct cthresh cue curve curve1 curve2 curves cw cx cy cyans cycle d0
d1 d2 d3 d_flip d_fov dar data dc_U dc_V dc_Y dcost death_color deband deband_grain
deband_iterations deband_radius deband_threshold debayer debug_accuracy debug_kdtree dec_threads
decay decays decimals default_heatmap_height default_heatmap_width delays delta denoise density
depth depths derive_device desat desaturation_exponent desaturation_strength detail detection
detectmode detector deviation dfrequency dftype diff diff_mode difford dir direction
disable_autoconvert disable_builtin disable_fbos disable_linear discontinuity display
display_border display_mode dist_x dist_y dither dither_lut_size dither_temporal dithering dl dm
dmc dmode dnn_backend downscaler dqfactor drange draw draw_mouse drive dropout_transition dry
drymix ds dst dual_mono dualmono dumpscale duplicate_output dupthresh durationi e ecolor ecost
edge elasticity elevation enable enable_conf_interval enable_transform end_frame end_pts
end_sample end_scale endfreq endi enhance envelope eof_action eps estim etype eval exact expand
expansion exposure expr exprs factor fall fapprox fast fc fc_in fc_out fcount fcut fcx fcy feature
feed feedback fft2 fg fg1 fg2 fg3 fg4 fgopacity field field_mode fileformat fill fillborders_mode
fillcolor fin_pad first first_field fit_mode fit_sense fitmode fix_bounds fixed fl fl_in fl_out
floor_offset flx fly fm fo focus fontcolor fontcolor_expr fontsize force_dither force_divisible_by
force_icc_lut force_original_aspect_ratio force_pe formant format_name fout_pad fov fps fr fr_in
fr_out frac frame_mixer frame_skip_ratio frame_type framelen framelog framesize frequency frx fry
fscale ft ft_load_flags full fullhd function ga gain_entry gain_smooth gains gamma2 gamma_b
gamma_g gamma_r gamma_weight gamut_clipping gamut_mode gamut_warning gamuts gauge gausssize gb
gbal gc gf gg gh gimax gimin glum gm gmw gomax gomin gr graticule green green_expr greens grid
grid_tile_size group gs gtype guidance gv gw h_flip h_fov h_offset half_life hdthr hi high hmm
hmode hmonitor horizontal hp hpos hptaps hrir hsize hthreshold hue hwnd hz iall id_fov ih_flip
ih_fov imag imax imin impulse in in_chroma_loc in_color_matrix in_color_range in_forder in_frot
in_gain in_h_chr_pos in_pad in_primaries in_range in_stereo in_trans in_transfer in_trc
in_v_chr_pos independence index init_padding inner inplace inputs integrated intensity intent
interl interp interp_algo interp_end interp_start interpol interpolate interpolation intl_thres
inverse_tonemapping invert iprimaries ir irange irfmt irgain irlink irload irnorm iscale ispace
iterations itrc iv_flip iv_fov jb jl jr jt jump k k0 k1 k2 keep keep-ratio keep_aspect kernel knee
kt kt2 ku kv kx kx2 kxt kxy ky ky2 kyt la lambda last layout_mode leakage left left_balance
left_delay left_gain left_phase legend length level_height level_in level_out level_sc levels
levels_mode lfe lfe_high lfe_in lfe_low lfe_mode lfe_out lfegain lfo lforange lforate life_color
light lightness limit limitergain line_spacing linear link list_voices lo log log_fmt logb low
lowpass lp lpfr lptaps lr lra lra_high lra_low ls lt lthreshold lum lum_expr luma_amount luma_mode
luma_msize_x luma_msize_y luma_power luma_pre_filter_radius luma_radius luma_spatial luma_strength
luma_swap luma_threshold luma_tmp lut_entries lut_type lx ly m m0 mac magentas magnitude main_pad
main_projection main_stereo makeup map0 map0p map0s map1 map1p map1s map2 map2p map2s map3 map3p
map3s mapping margin master matrix matrixin max max_colors max_framerate max_frames max_outliers
max_r maxangle maxgain maxir maxiter maxp maxshift mb_size mc_mode mchroma mcost me_mode mean_err
measure measure_overall measure_perchannel measured_I measured_LRA measured_TP measured_i
measured_lra measured_thresh measured_tp meter mgain mhd mi_mode middle_phase middle_source min
min_phase min_r min_val minamp mincontrast minimum_peak minknorm minp minphase mipmaps mirror mix
mixed mlev mm model_type mold mold_color monitor_idx monitor_index mono morphamp morphxf morphyf
mp mpan mpc mpd ms ms_ssim msd mstep mu multi mutel muter mv mv_threshold mv_type mvt n_subsample
n_threads nb_classes nb_colors nb_frames nb_inputs nb_patches nb_samples nb_slices nb_steps nbirs
negate_alpha neutrals new next nf nl nns noise noise_floor noise_link noise_type normalize
normalize_sar npl ns nsize nsteps nt octaves offset_l offset_r offset_x offset_y oh om opacity
opencl optalgo optzoom order orientation original_size out out_chroma_loc out_chroma_location
out_color_matrix out_color_primaries out_color_range out_color_transfer out_forder out_frot
out_gain out_h out_h_chr_pos out_mode out_pad out_primaries out_range out_stereo out_trans
out_transfer out_trc out_v_chr_pos out_w outer output_fmt output_idx output_max output_mode
outputs overlap oversample overshoot ow p1 p2 p3 p4 pa pad_color pad_crop_ratio pad_dur pad_len
padding pal8 panlaw param param_a param_b parity passthrough patch patch_size pattern pc peak
peak_detect percent percentile period period_max period_min persistence phase phasel phaser
phasing phone_model pic_th picture_black_ratio_th pin pitch pitchq pix_th pixel_aspect
pixel_black_th pl planes plot points polar_cutoff poles pool pos_h pos_w pos_x pos_y pps ppsrc
premultiplied preroll preserve prev primaries primaries_in primariesin print_summary procamp
process process_stereo prog_thres projection pscrn qfactor qoffset qual ra radius radiusV radstep
raise random_fill_ratio random_mode random_seed range rangein rate ratio rb rbal rcw real red
red_expr redge reds ref_pad ref_projection ref_stereo reference refine_features regen relative
release reload rep_thres repeatlast replace replaygain replaygain_noclip replaygain_preamp
research reserve_transparent reset reset_count reset_rot reset_sar residual_floor resize_mode
response reverse rf rg rh rheight right right_balance right_delay right_gain right_phase rimax
rimin rin rl rlum rm rms roll romax romin rorder rotation round rr rs rslope rule rv rw rx ry s0
s1 s2 s3 s4 sample_noise sample_peak sample_rates samplerate samples samples_per_frame sat
saturatio saturation sb sbal sc sc_pass scale scale_factor scale_height scale_mode scale_type scan
scan_max scan_min scd scd_threshold scene scene_threshold_high scene_threshold_low sclevel scroll
scthresh search search_param secondary seed seek_point send_fields sense sensitivity shadowcolor
shadowx shadowy shakiness shape shaping sharp shift show showwhite shx shy si side_gain sigma
sigmaR sigmaS sigmaV sigmoid silence similarity size sizeV sizeX sizeY sizeh sizew skip skip_aa
skip_spatial_check sl_in sl_out slew slide slope slx sly smooth smooth_strength
smooth_window_multiplier smoothing smoothing_period soft-knee softclip softness sono_g sono_h
sono_v sp space speeds split split_channels spw sr sr_in sr_out src srx sry st stages
start_duration start_frame start_full start_mode start_periods start_pts start_sample start_scale
start_silence start_threshold start_x start_y starti stat stats_mode stats_version step steph
steps stepsize stepw stitch stop stop_duration stop_mode stop_periods stop_silence stop_threshold
stream_index streams strength strip_fps structure sub subfilters sum swap sws_param system t0 t1
tabsize taps targetrms tb tc tc24hmax temp temperature tempo test text_align text_shaping
text_source tfrequency tftype th th_b th_d th_dc th_di th_it th_w th_xh thickness thmse thr_b
thr_w thres thresh threshold threshold0 threshold1 threshold2 threshold3 threu threv threy time
timeclamp timecode_rate timing tin tint0 tint1 tl tlength tn tonemap tonemapping
tonemapping_crosstalk tonemapping_lut_size tonemapping_mode tonemapping_param tp tqfactor tr
track_gain track_noise track_peak track_residual transfer transferin transform transients
transition transparency_color transpose trc tripod true_peak ts_sync_mode tscale tw twoway tx ty u
udu_sei_as_ascii undershoot unity unsafe upscaler use_alpha use_bframe_qp use_filters use_tape
v_flip v_fov v_offset val vertical video video_size volume2 vpos vsbmc w wavet weight_U weight_V
weight_Y weights wet wfunc whitept whites whole_dur whole_len width_type win_func win_size window
wpadapt wrap_unicode wx wy x0 x1 x2 x3 xmax xmin xo xpos xscale xzoom y0 y1 y2 y3 y_align yaw
yellows ymax ymin yo ypos yscale yuv yzoom z zero_phase zeros zoom zoomspeed zpos zzoom
`;

/** `filter.option` where an option that is a technique elsewhere names a file. */
export const FILTER_FILE_OPTIONS = `
arnndn.m asendcmd.f asr.hmm ass.f azmq.b cellauto.f curves.plot drawvg.f drawvg.file fsync.f
ladspa.f libplacebo.lut life.f lut1d.f lut3d.f nnedi.weights paletteuse.debug_kdtree psnr.f
removelogo.f sendcmd.f ssim.f ssim360.f subtitles.f vmafmotion.f whisper.destination xpsnr.f zmq.b
`;

/** `filter.option` where an option that is a technique elsewhere is a text. */
export const FILTER_TEXT_OPTIONS = `
adrawgraph.m ametadata.value asendcmd.c cellauto.p cellauto.pattern dnn_classify.target drawgraph.m
drawvg.s drawvg.script flite.v ladspa.c ladspa.p lensfun.make lv2.c lv2.p metadata.value
openclsrc.kernel program_opencl.kernel sendcmd.c xfade_opencl.kernel
`;

/** `filter.option` where an option that is private elsewhere is a technique. */
export const FILTER_TECHNIQUE_OPTIONS = `
ametadata.key anlmdn.output asoftclip.output dialoguenhance.voice metadata.key showcqt.text silenceremove.timestamp v360.input
v360.output v360_vulkan.input v360_vulkan.output waveform.input
`;
