/** Functions of FFmpeg's expression evaluator, of geq, aeval, afftfilt and firequalizer. */
export const EXPRESSION_FUNCTIONS = `
abs acos asin atan atan2 between bitand bitor ceil clip cos cosh eq exp floor gauss gcd gt gte hypot
if ifnot isinf isnan ld lerp log lt lte max min mod not pow print random randomi root round sgn sin
sinh sqrt squish st tan tanh taylor time trunc while
r g b a lum cb cr alpha p a0 b0 r0 g0 alphasum bsum gsum lumsum rsum cbsum crsum
val real imag entry gain_interpolate cubic_interpolate
`;

/** Constants and variables of the evaluator and of the filters that evaluate. */
export const EXPRESSION_NAMES = `
PI E PHI QP2LAMBDA INF NAN nan inf
w h W H iw ih ow oh in_w in_h out_w out_h a sar dar hsub vsub ohsub ovsub x y n N t T T1 T2 pos X Y SW SH
A B P I S SI SP BI AV ALT TOPFIRST BOTTOMFIRST PROGRESSIVE pict_type interlace_type key scene
concatdec_select consumed_samples_n samples_n sample_rate start_pts start_t prev_pts prev_t prev_selected_pts
prev_selected_t prev_selected_n selected_n selected_pts iformat in_color_matrix main_w main_h main_a main_n
main_t main_pos overlay_w overlay_h overlay_x overlay_y rw rh ref_w ref_h ref_a ref_dar ref_sar ref_hsub ref_vsub
ref_n ref_t ref_pos rect_w rect_h text_w text_h tw th line_h lh max_glyph_a max_glyph_h max_glyph_w ascent
descent font_a font_d top_a bottom_d rand pkt_duration pkt_pos pkt_size duration
PTS STARTPTS STARTT STARTTIME TB FR FRAME_RATE SAMPLE_RATE SR RTCTIME RTCSTART INTERLACED NB_SAMPLES
NB_CONSUMED_SAMPLES PREV_INPTS PREV_INT PREV_OUTPTS PREV_OUTT OUT_FRAME DTS TS PREV_INDTS PREV_OUTDTS NOPTS D
AVTB default AV_TIME_BASE intb main_tb startt tb
nb_channels nb_consumed_samples nb_samples pts sample_n startpts volume
in_n in_t zoom pzoom px py pduration on in on_time it time out_time
n_forced prev_forced_n prev_forced_t
ch nb_in_channels nb_out_channels s re im b nb bin_h sr bins pc ptime
c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15
FL FR FC LFE BL BR FLC FRC BC SL SR TC TFL TFC TFR TBL TBC TBR DL DR WL WR SDL SDR LFE2 TSL TSR BFC BFL BFR
val maxval minval negval clipval gammaval FD BLACK r g cb cr u v f p alpha lum progress
black white BPM mono stereo
VOL
`;
