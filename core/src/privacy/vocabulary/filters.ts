/** Filters, sources and sinks of FFmpeg 4 to 8. */
export const FILTERS = `
a3dscope aap abench abitscope abuffer abuffersink acompressor acontrast acopy acrossfade
acrossover acrusher acue addroi adeclick adeclip adecorrelate adelay adenorm aderivative
adrawgraph adrc adynamicequalizer adynamicsmooth aecho aemphasis aeval aevalsrc aexciter afade
afdelaysrc afftdn afftfilt afifo afir afireqsrc afirsrc aformat afreqshift afwtdn agate
agraphmonitor ahistogram aiir aintegral ainterleave alatency alimiter allpass allrgb allyuv aloop
alphaextract alphamerge amerge ametadata amix amovie amplify amultiply anequalizer anlmdn anlmf
anlms anoisesrc anull anullsink anullsrc apad aperms aphasemeter aphaser aphaseshift apsnr
apsyclip apulsator arealtime aresample areverse arls arnndn ascale asdr asegment aselect asendcmd
asetnsamples asetpts asetrate asettb ashowinfo asidedata asisdr asoftclip aspectralstats asplit
asr ass astats astreamselect asubboost asubcut asupercut asuperpass asuperstop atadenoise atempo
atilt atrim avectorscope avgblur avgblur_opencl avgblur_vulkan avsynctest axcorrelate azmq
backgroundkey bandpass bandreject bass bbox bench bilateral bilateral_cuda biquad bitplanenoise
blackdetect blackdetect_vulkan blackframe blend blend_vulkan blockdetect blurdetect bm3d boxblur
boxblur_opencl bs2b buffer buffersink bwdif bwdif_cuda bwdif_vulkan cas ccrepack cellauto
channelmap channelsplit chorus chromaber_vulkan chromahold chromakey chromakey_cuda chromanr
chromashift ciescope codecview color color_vulkan colorbalance colorchannelmixer colorchart
colorcontrast colorcorrect colordetect colorhold colorize colorkey colorkey_opencl colorlevels
colormap colormatrix colorspace colorspace_cuda colorspectrum colortemperature compand
compensationdelay concat convolution convolution_opencl convolve copy coreimage coreimagesrc corr
cover_rect crop cropdetect crossfeed crystalizer cue curves datascope dblur dcshift dctdnoiz
ddagrab deband deblock decimate deconvolve dedot deesser deflate deflicker deinterlace_d3d12
deinterlace_qsv deinterlace_vaapi dejudder delogo denoise_vaapi derain deshake deshake_opencl
despill detelecine dialoguenhance dilation dilation_opencl displace dnn_classify dnn_detect
dnn_processing doubleweave drawbox drawbox_vaapi drawgraph drawgrid drawtext drawvg drmeter
dynaudnorm earwax ebur128 edgedetect elbg entropy epx eq equalizer erosion erosion_opencl estdif
exposure extractplanes extrastereo fade feedback fftdnoiz fftfilt field fieldhint fieldmatch
fieldorder fifo fillborders find_rect firequalizer flanger flip_vulkan flite floodfill format fps
framepack framerate framestep freezedetect freezeframes frei0r frei0r_src fspp fsync gblur
gblur_vulkan geq gfxcapture gradfun gradients graphmonitor grayworld greyedge guided haas haldclut
haldclutsrc hdcd headphone hflip hflip_vulkan highpass highshelf hilbert histeq histogram hqdn3d
hqx hstack hstack_qsv hstack_vaapi hsvhold hsvkey hue huesaturation hwdownload hwmap hwupload
hwupload_cuda hysteresis identity idet il imagebul inflate interlace interlace_vulkan interleave
join kerndeint kirsch ladspa lagfun latency lcevc lenscorrection lensfun libplacebo libvmaf
libvmaf_cuda life limitdiff limiter loop loudnorm lowpass lowshelf lumakey lut lut1d lut2 lut3d
lutrgb lutyuv lv2 mandelbrot maskedclamp maskedmax maskedmerge maskedmin maskedthreshold maskfun
mcdeint mcompand median mergeplanes mestimate mestimate_d3d12 metadata midequalizer minterpolate
mix monochrome morpho movie mpdecimate mptestsrc msad multiply negate nlmeans nlmeans_opencl
nlmeans_vulkan nnedi noformat noise normalize null nullsink nullsrc ocr ocv openclsrc oscilloscope
overlay overlay_cuda overlay_opencl overlay_qsv overlay_rkrga overlay_vaapi overlay_vulkan
owdenoise pad pad_cuda pad_opencl pad_vaapi pal100bars pal75bars palettegen paletteuse pan perlin
perms perspective phase photosensitivity pixdesctest pixelize pixscope pp pp7 premultiply
premultiply_dynamic prewitt prewitt_opencl procamp_vaapi program_opencl pseudocolor psnr pullup qp
qrencode qrencodesrc quirc random readeia608 readvitc realtime remap remap_opencl removegrain
removelogo repeatfields replaygain reverse rgbashift rgbtestsrc roberts roberts_opencl rotate
rubberband sab scale scale2ref scale2ref_npp scale_cuda scale_d3d11 scale_d3d12 scale_npp
scale_qsv scale_rkrga scale_vaapi scale_vt scale_vulkan scdet scdet_vulkan scharr scroll segment
select selectivecolor sendcmd separatefields setdar setfield setparams setpts setrange setsar
settb sharpen_npp sharpness_vaapi shear showcqt showcwt showfreqs showinfo showpalette showspatial
showspectrum showspectrumpic showvolume showwaves showwavespic shuffleframes shufflepixels
shuffleplanes sidechaincompress sidechaingate sidedata sierpinski signalstats signature
silencedetect silenceremove sinc sine siti smartblur smptebars smptehdbars sobel sobel_opencl
sofalizer spectrumsynth speechnorm split spp sr sr_amf ssim ssim360 stereo3d stereotools
stereowiden streamselect subtitles super2xsai superequalizer surround swaprect swapuv sws_flags
tblend telecine testsrc testsrc2 thistogram threshold thumbnail thumbnail_cuda tile tiltandshift
tiltshelf tinterlace tlut2 tmedian tmidequalizer tmix tonemap tonemap_opencl tonemap_vaapi tpad
transpose transpose_cuda transpose_npp transpose_opencl transpose_vaapi transpose_vt
transpose_vulkan treble tremolo trim unpremultiply unsharp unsharp_opencl untile uspp v360
v360_vulkan vaguedenoiser varblur vectorscope vflip vflip_vulkan vfrdet vibrance vibrato
vidstabdetect vidstabtransform vif vignette virtualbass vmafmotion volume volumedetect vpp_amf
vpp_qsv vpp_rkrga vsrc_amf vstack vstack_qsv vstack_vaapi w3fdif waveform weave whisper xbr
xcorrelate xfade xfade_opencl xfade_vulkan xmedian xpsnr xstack xstack_qsv xstack_vaapi yadif
yadif_cuda yadif_videotoolbox yaepblur yuvtestsrc zmq zoneplate zoompan zscale
`;

/** Bitstream filters. */
export const BITSTREAM_FILTERS = `
aac_adtstoasc ahx_to_mp2 apv_metadata av1_frame_merge av1_frame_split av1_metadata chomp dca_core
dovi_rpu dovi_split dts2pts dump_extra dv_error_marker eac3_core eia608_to_smpte436m
evc_frame_merge extract_extradata filter_units h264_metadata h264_mp4toannexb h264_redundant_pps
hapqa_extract hevc_metadata hevc_mp4toannexb imxdump lcevc_metadata media100_to_mjpegb mjpeg2jpeg
mjpegadump mov2textsub mp3decomp mpeg2_metadata mpeg4_unpack_bframes noise null opus_metadata
pcm_rechunk pgs_frame_merge prores_metadata remove_extra setts showinfo smpte436m_to_eia608
text2movsub trace_headers truehd_core vp9_metadata vp9_raw_reorder vp9_superframe
vp9_superframe_split vvc_metadata vvc_mp4toannexb
`;
