/** Muxers, demuxers, devices and the file extensions that stand for them. */
export const FORMATS = `
3dostr 3g2 3gp 3gpp a64 aa aax ace acm act adf adp ads adts adx aea afc aiff aix alaw alp alsa amr
android_camera apc apm applehttp aqtitle argo_asf argo_brp argo_cvg asf asf_o asf_stream ast au
audiotoolbox avfoundation avi avif avisynth avm2 avr bfstm bin bink binka bit bktr bmp_pipe bmv
boa brstm caca caf cavsvideo cdg chromaprint cine cmaf codec2raw concat crc cri_pipe dash data
daud dcstr dds_pipe decklink derf dfxp dhav dpx_pipe dsf dshow dsicin dss dtshd dv dvbtxt dvd
dvdvideo ea ea_cdata epaf exr_pipe f32be f32le f4v f64be f64le fbdev ffmetadata fifo fifo_test
film_cpk filmstrip fmp4 framecrc framehash framemd5 frm fsb fwse gdigrab gem_pipe genh gif_pipe
gxf hash hdr_pipe hds heic heif hls hnm hxvs iamf ico iec61883 ifv image2 image2pipe imagebul imf
ingenient ipmovie ipod ircam ismv iss iv8 ivf ivr j2k_pipe jack jfif jpeg jpeg_pipe jpegls_pipe
jpegxl_pipe jpegxs_pipe jpg kmsgrab kux kvag laf latm lavfi libcdio libdc1394 libgme libopenmpt
live_flv lmlm4 loas lrc luodat lvf lxf m2ts m3u8 m4a m4b m4r m4v matroska mca mcc md5 mgsts mj2
mjpeg_2000 mkv mkvtimestamp_v2 mlv mm mmf mods moflex mov mp2t mp4 mpc mpd mpeg mpeg2 mpegtsraw
mpg mpjpeg mpsub msf msnwctcp msp mtaf mts mtv mulaw musx mv mvi mxf mxf_d10 mxf_opatom mxg nc
nistsphere nsp nsv null nut obu oga ogg ogv oma openal opengl oss paf pam_pipe pbm_pipe pcx_pipe
pfm_pipe pgm_pipe pgmyuv_pipe pgx_pipe phm_pipe photocd_pipe pictor_pipe pmp png_pipe pp_bnk
ppm_pipe psd_pipe psp psxstr pulse pva pvf qcp qdraw_pipe qoi_pipe qt r3d rcwt redspark rka rm
rmvb rpl rsd rso rtmp rtp rtp_mpegts rtsp s16be s16le s24be s24le s32be s32le s337m s8 sap sbg sbv
scc scd sdl sdl2 sdns sdp sdr2 sds sdx segment ser sgi_pipe shn siff singlejpeg sln smjpeg smk
smoothstreaming smush sndio sol sox spdif spx ssegment stream_segment streamhash sunrast_pipe sup
svag svcd svg_pipe svs swf tedcaptions tee tiertexseq tif tiff_pipe ts tty ty u16be u16le u24be
u24le u32be u32le u8 uncodedframecrc usm v4l2 vag vbn_pipe vc1test vcd vfwcap vidc video4linux2
vividas vivo vmd vob vobsub voc vpk vqf vtt w64 wav wc3movie weba webm webm_chunk
webm_dash_manifest webp_pipe whip wma wmv wsaud wsd wsvqa wtv wv wve x11grab xa xbm_pipe xmd xmv
xpm_pipe xv xvag xwd_pipe xwma yuv4mpegpipe
`;

/** Pixel formats, sample formats and hardware accelerations. */
export const PIXEL_AND_SAMPLE_FORMATS = `
0bgr 0rgb abgr amf argb ayuv64be ayuv64le bayer_bggr16be bayer_bggr16le bayer_bggr8 bayer_gbrg16be
bayer_gbrg16le bayer_gbrg8 bayer_grbg16be bayer_grbg16le bayer_grbg8 bayer_rggb16be bayer_rggb16le
bayer_rggb8 bgr0 bgr24 bgr4 bgr444be bgr444le bgr48 bgr48be bgr48le bgr4_byte bgr555be bgr555le
bgr565be bgr565le bgr8 bgra bgra64 bgra64be bgra64le cuda cuvid d3d11 d3d11va d3d11va_vld d3d12
d3d12va dbl dblp drm drm_prime dxva2 dxva2_vld flt fltp gbrap gbrap10be gbrap10le gbrap12be
gbrap12le gbrap14be gbrap14le gbrap16be gbrap16le gbrap32be gbrap32le gbrapf16be gbrapf16le
gbrapf32 gbrapf32be gbrapf32le gbrp gbrp10 gbrp10be gbrp10le gbrp10msbbe gbrp10msble gbrp12
gbrp12be gbrp12le gbrp12msbbe gbrp12msble gbrp14be gbrp14le gbrp16 gbrp16be gbrp16le gbrp9be
gbrp9le gbrpf16be gbrpf16le gbrpf32 gbrpf32be gbrpf32le gray gray10 gray10be gray10le gray12
gray12be gray12le gray14be gray14le gray16 gray16be gray16le gray32be gray32le gray9be gray9le
grayf16be grayf16le grayf32 grayf32be grayf32le mediacodec mmal monob monow nv12 nv16 nv20 nv20be
nv20le nv21 nv24 nv42 nvdec ohcodec opencl p010 p010be p010le p012 p012be p012le p016 p016be
p016le p210 p210be p210le p212 p212be p212le p216 p216be p216le p410 p410be p410le p412 p412be
p412le p416 p416be p416le pal8 qsv rgb0 rgb24 rgb4 rgb444be rgb444le rgb48 rgb48be rgb48le
rgb4_byte rgb555be rgb555le rgb565be rgb565le rgb8 rgb96be rgb96le rgba rgba128be rgba128le rgba64
rgba64be rgba64le rgbaf16be rgbaf16le rgbaf32be rgbaf32le rgbf16be rgbf16le rgbf32be rgbf32le
rkmpp s16 s16p s32 s32p s64 s64p u8p uyva uyvy422 uyyvyy411 v30xbe v30xle vaapi vaapi_idct
vaapi_moco vaapi_vld vdpau videotoolbox videotoolbox_vld vulkan vuya vuyx vyu444 x2bgr10 x2bgr10be
x2bgr10le x2rgb10 x2rgb10be x2rgb10le xv30 xv30be xv30le xv36be xv36le xv48be xv48le xvmc xyz12
xyz12be xyz12le y210be y210le y212be y212le y216be y216le ya16be ya16le ya8 yaf16be yaf16le
yaf32be yaf32le yuv410p yuv411p yuv420p yuv420p10 yuv420p10be yuv420p10le yuv420p12 yuv420p12be
yuv420p12le yuv420p14be yuv420p14le yuv420p16be yuv420p16le yuv420p9be yuv420p9le yuv422p
yuv422p10 yuv422p10be yuv422p10le yuv422p12 yuv422p12be yuv422p12le yuv422p14be yuv422p14le
yuv422p16be yuv422p16le yuv422p9be yuv422p9le yuv440p yuv440p10be yuv440p10le yuv440p12be
yuv440p12le yuv444p yuv444p10 yuv444p10be yuv444p10le yuv444p10msbbe yuv444p10msble yuv444p12
yuv444p12be yuv444p12le yuv444p12msbbe yuv444p12msble yuv444p14be yuv444p14le yuv444p16be
yuv444p16le yuv444p9be yuv444p9le yuva420p yuva420p10be yuva420p10le yuva420p16be yuva420p16le
yuva420p9be yuva420p9le yuva422p yuva422p10be yuva422p10le yuva422p12be yuva422p12le yuva422p16be
yuva422p16le yuva422p9be yuva422p9le yuva444p yuva444p10be yuva444p10le yuva444p12be yuva444p12le
yuva444p16be yuva444p16le yuva444p9be yuva444p9le yuvj411p yuvj420p yuvj422p yuvj440p yuvj444p
yuyv422 yvyu422
`;

/** Channel layouts and single channels. */
export const CHANNEL_LAYOUTS = `
2.1 22.2 3.0 3.0(back) 3.1 3.1.2 4.0 4.1 5.0 5.0(side) 5.1 5.1(back) 5.1(side) 5.1.2 5.1.2(back)
5.1.4 6.0 6.0(front) 6.1 6.1(back) 6.1(front) 7.0 7.0(front) 7.1 7.1(wide) 7.1(wide-side) 7.1.2
7.1.4 7.2.3 9.1.4 9.1.6 ambisonic bc bfc bfl bfr bil binaural bir bl br cube dl downmix dr fc fl
flc fr frc hexadecagonal hexagonal lfe lfe2 mono octagonal quad quad(side) sdr sl sr ssl ssr
stereo tbc tbl tbr tc tfc tfl tfr tsl tsr ttl ttr wl wr
`;
