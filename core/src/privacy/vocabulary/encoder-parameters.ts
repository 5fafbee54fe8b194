/** Keys of x264-params, x265-params, svtav1-params and their like. */
export const ENCODER_PARAMETERS = `
IntraPeriod RdoqLevel ac-bias active-wq-factor adaptive-film-grain allintra allow-non-conformance
alpha alt-ref-aq alternative-transfer amp analyse analysis-load-reuse-level analysis-reuse-level
analysis-save-reuse-level analyze analyze-src-pics annexb aom-film-grain aq-bias-strength
aq-motion aq_mode aq_strength asm atc-sei aud auto-intra-tools-off avcintra-flavor avif b-adapt
b-frames b-intra b_adapt b_pyramid best bff bframe-bias bias-pct bit-depth buf-initial-sz
buf-optimal-sz buf-sz cbqpoffs cdf-update-mode chroma-grain chroma-me chroma-qindex-offsets
chroma-qm-min chroma-qp-offset chroma-sample-position chroma-u-ac-qindex-offset
chroma-u-dc-qindex-offset chroma-v-ac-qindex-offset chroma-v-dc-qindex-offset chroma_qp_offset
chromaloc chunk-end chunk-start cll coeff-cost-upd-freq color-format color-help color-primaries
color-range color-space colormatrix colorprim compressed-ten-bit-format const-vbv
constrained-intra content-light copy-pic cpu-independent cq-level cqm cqm4 cqm4i cqm4ic cqm4iy
cqm4p cqm4pc cqm4py cqm8 cqm8i cqm8p crf-max crf-min crop-rect crqpoffs csv-log-level ctu ctu-info
ctusize cu-lossless cutree dct-decimate deadzone-inter deadzone-intra deadzone_inter
deadzone_intra deblock-alpha decodedpicturehash decodingrefreshtype delta-lf-mode deltaq-mode
deltaq-strength dhdr10-opt direct-pred disable-kf disable-loopfilter disable-trellis-quant
display-window dist-metric dither dolby-vision-profile drop-frame dts-compress dup-threshold
dv-cost-upd-freq dynamic-rd dynamic-refine early-skip edge-threshold enable-alt-curve
enable-chroma-deltaq enable-dg enable-diagonal-intra enable-directional-intra enable-dlf
enable-dnl-denoising enable-force-key-frames enable-fwd-kf enable-hdr enable-keyframe-filtering
enable-low-complexity-decode enable-mfmv enable-order-hint enable-overlay enable-overlays
enable-qm enable-rect-tx enable-stat-report enable-tf enable-tpl-la enable-tpl-model
enable-tx-size-search enable-variance-boost enable-warped-motion end-usage eob eos
err-per-mb-factor fades fake-interlaced fast-decode fast-intra fga fga_mode field filler
film-grain-denoise film-grain-test force-cfr force-flush force-key-frames force-video-mode forced
forced-max-frame-height forced-max-frame-width fp-mt fps fps-denom fps-num frame-boost frame-dup
frame-luma-bias frame-packing frame-rate frame-rc frame-threads framestobeencoded
full-still-picture-hdr fullrange fwd-kf-dist gf-cbr-boost gf-frame-max-boost-facto
gf-max-pyr-height gf-max-total-boost-facto gf-min-pyr-height global-error-resilient good
gop-constraint-rc gop-lookahead gopsize gopsizeauto hdr hdr-mode hdr-opt hdr10 hdr10-opt hevc-aq
hierarchical-levels high-tier high_tier hist-scenecut hist-threshold hme hme-range hme-search hrd
i420 i422 i440 i444 idr-recovery-sei ifp ifpl index info inj inj-frm-rt input-bit-depth
input-chroma-subsampling-x input-chroma-subsampling-y input-csp input-depth input-fmt input-range
input-res inputbitdepth inputchromaformat interlace interlaced internalbitdepth intra_refresh
intraperiod ip_ratio ipratio irefresh-type ivf key-frame-chroma-qindex-offset
key-frame-qindex-offset key_frame_interval keyint-min kf-disabled kf-err-per-mb-factor
kf-frame-max-boost-first kf-frame-max-boost-subs- kf-frame-min-boost-facto kf-max-dist
kf-max-pyr-height kf-max-total-boost-facto kf-min-dist kf-tf-strength la-depth large-scale-tile
level-idc level-of-parallelism level_idc limit-modes limit-refs limit-sao limit-tu
lineart-psy-bias log log-level log2-max-poc-lsb lookahead lookahead-slices lookahead-threads
lookahead_slices lookahead_threads loopfilter-control loopfilter-sharpness low-latency low-memory
low_latency lowpass-dct lp luma-y-dc-qindex-offset luminance-qp-bias masking-strength
master-display mastering-display matrix matrix-coefficients max-ausize-factor max-cll
max-gf-interval max-inter-rate max-luma max-merge max-partition-size max-q max-qp
max-reference-frames max-tu-size max-tx-size max-vbv-fullness maxparallelframes maxpicheight
maxpicwidth mbr mbr-overshoot-pct mcstf mctf mctffutureref mctfspeed me_range min-cr min-cu-size
min-gf-interval min-luma min-partition-size min-q min-qp min-quantizer min-vbv-fullness
min_key_frame_interval mintqpa mode-cost-upd-freq monochrome msslevel mtprofile mtu-size
multi-pass-opt-analysis multi-pass-opt-distortion multi-pass-opt-rps mv-cost-upd-freq mv_range
mvrange mvrange-thread nal_hrd nb no-8x8dct no-cabac no-chroma-me no-dct-decimate no-deblock
no-fast-pskip no-info no-mbtree no-mixed-refs no-open-gop no-progress no-psy no-sao
no-scene-detection no-strong-intra-smoothing noise-norm-strength non-deterministic nr-inter
nr-intra num-tile-groups num-views numa-pools nv12 obu open_gop opencl opt-cu-delta-qp opt-qp-pps
opt-ref-list-length-pps output-csp output-depth outputbitdepth overscan pass passes pb_ratio
pbratio pbration perceptqpa perceptqpatempfiltintrapic percqpadaption picpartition pin pme pmode
poc0idr pools pred-struct primaries psy-rdoq psy_rd pulldown q-hist qg-size qindex-offsets qm-max
qm-min qp-adaptation-range qp-file qp-scale-compress-strength qpa qpmax qpmin qpstep quant-b-adapt
quantizer radl range rate-guide-deltaq rate-hist ratetol rc-grain rc_lookahead rcpass rd
rd-mult-arf-qp-fac rd-mult-inter-qp-fac rd-mult-key-qp-fac rd-refine rdo-lookahead-frames
rdo_lookahead_frames rdoq rdoq-level rdpenalty recode-loop recon-depth rect reduced-reference-set
refine-analysis-type refine-ctu-distortion refine-inter refine-intra refine-mv refreshsec
repeat-headers repeat_headers reservoir-frame-delay reservoir_frame_delay resize-allowed
resize-denom resize-denominator resize-down resize-height resize-kf-denom resize-kf-denominator
resize-mode resize-up resize-width rmv rskip rskip-edge-threshold rt rtc sao sao-luma-only
sao-non-deblock sarw sb-qp-sweep sb-size sbrc scale-factor scaling-list scd scenecut-aware-qp
scenecut-bias scenecut-qp-config scm screen-content-mode screen-detection-mode seek selective-sao
set-tier-mask sframe-dist sframe-mode signhide single-sei slice-max-mbs slice-min-mbs
sliced-threads sliced_threads slices-max slow-firstpass sourceheight sourcewidth splitrd-skip
sps-id sr-default-decay-limit sr-diff-factor ssim-rd startup-mg-size startup-qp-offset stereo-mode
still_picture stitchable strict-cbr strict-level-conformance strong-intra-smoothing stylish
superres-denom superres-denominator superres-kf-denom superres-kf-denominator superres-kf-qthres
superres-kf-qthresh superres-mode superres-qthres superres-qthresh svt switch-frame-interval
switch_frame_interval sync-lookahead target-bitrate target-level target-seq-level-idx tbr
temporal-filtering temporal-layers temporal-mvp temporaldownsampling test-16bit-internal
texture-psy-bias tf-strength tff thread-input threads tile-cols time-scale timebase timing-info
token-parts transfer transfer-characteristics ts_layer_id ts_layering_mode ts_number_layers
ts_periodicity ts_rate_decimator ts_target_bitrate tskip tskip-fast tu-inter-depth tu-intra-depth
two-pass-output uhd-bd uhd_bd use-16bit-internal use-fixed-qindex-offsets use-vizier-rc-params
variance-boost-strength variance-octile vbr-corpus-complexity-lap vbv-end vbv-end-fr-adj vbv-init
vbv-live-multi-pass vbv-min-rate vbv_bufsize vbv_maxrate verbose video-filter videoformat
vui-hrd-info vui-timing-info wavefront wavefrontsynchro webm weight_b weight_p wpp wppbitequal y4m
yv12 zm-factor zone-count zones
`;
