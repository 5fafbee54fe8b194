/** Functions of FFmpeg's expression evaluator, of geq, aeval, afftfilt and firequalizer. */
export const EXPRESSION_FUNCTIONS = `
a a0 a_weighting abs acos alpha alphasum asin atan atan2 b b0 b_weighting between bitand bitor
bits2qp bsum c_weighting cb cbsum ceil clip cos cosh cr crsum cubic_interpolate entry eq exp floor
g g0 gain_interpolate gammaval gauss gcd gsum gt gte hypot if ifnot imag isinf isnan ld lerp log
lt lte lum lumsum max midi min mod not p pow print qp2bits r r0 rand random randomi real root roth
rotw round rsum sgn sin sinh sqrt squish st tan tanh taylor time trunc val while
`;

/** Constants and variables of the evaluator and of the filters that evaluate. */
export const EXPRESSION_NAMES = `
A ALT AV AVTB AV_TIME_BASE B BC BFC BFL BFR BI BL BLACK BOTTOM BOTTOMFIRST BPM BR D DL DR DTS
DURATION E FC FD FL FLC FR FRAME_RATE FRC H I INF INTERLACED LFE LFE2 N NAN NB_CONSUMED_SAMPLES
NB_SAMPLES NEXT_DTS NEXT_DURATION NEXT_PTS NOPTS OUT_FRAME P PHI PI PLANE POS PREV_INDTS
PREV_INPTS PREV_INT PREV_OUTDTS PREV_OUTPTS PREV_OUTT PROGRESSIVE PTS QP2LAMBDA RTCSTART RTCTIME S
SAMPLE_RATE SDL SDR SH SI SL SP SR START STARTPTS STARTT STARTTIME SW T T1 T2 TB TBC TBL TBR TC
TFC TFL TFR TOP TOPFIRST TS TSL TSR T_CHANGE VALUE1 VALUE2 VOL W WL WR X Y a alpha amax amin
ascent avgBPTex avgIITex avgPITex avgPPTex avgQP avgTex b bdx bdy bin_h bins black bottom_d box_h
box_w c c0 c1 c10 c11 c12 c13 c14 c15 c2 c3 c4 c5 c6 c7 c8 c9 cb ch chid chlayout chs clipval
concatdec_select consumed_samples_n cr crop_h crop_w cw dar default descent duration f fCode
font_a font_d freq g gammaval h hsub iCount iTex idx iformat ih im in in_color_matrix in_h in_idx
in_n in_t in_time in_w inf intb interlace_type isB isI isP it iw key known_pts lh line_h lum
main_a main_h main_n main_pos main_t main_tb main_w max_glyph_a max_glyph_h max_glyph_w maxval
mcVar mdar metadata_index minval mono mv n n_forced nan nb nb_channels nb_consumed_samples
nb_in_channels nb_out_channels nb_samples negval oh ohsub on on_time ot out_h out_time out_w
overlay_h overlay_ih overlay_iw overlay_w overlay_x overlay_y ovsub ow p pTex pc pduration ph
pict_type pkt_duration pkt_pos pkt_size pos pos_h pos_w prev_forced_n prev_forced_t prev_pts
prev_selected_n prev_selected_pts prev_selected_t prev_t progress ptime pts pw px py pzoom qComp
qp r rand rdar re rect_h rect_w ref_a ref_dar ref_h ref_hsub ref_ih ref_iw ref_n ref_pos ref_sar
ref_t ref_vsub ref_w rh rn rsar rt rw s sample_n sample_rate samplerate samples_n sar scene
selected_n selected_pts sr start_pts start_t startpts startt stereo t tb tex text_h text_w th time
time_base timeclamp top_a total_duration tw u umax umin v val var vmax vmin volume vsub w white x
y ymax ymin z zoom
`;
