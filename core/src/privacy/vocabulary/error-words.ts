/**
 * Words of the messages of FFmpeg, of its libraries, of operating systems and of the wrappers that
 * start FFmpeg. None of them names a thing, a place or a person outside of media processing.
 */
export const ERROR_WORDS = `
-1094995529 -1128613112 -1129203192 -1163346256 -1279870712 -1313558101 -1330794744 -1381258232
-1414092869 -1414549496 -1482175736 -1482175992 -541478725 -542398533 -558323010 -808465656
-825242872 -858797304 -875574520 -vf/-af/-filter 2880417800 2xx 3165764104 3166354184 3199971767
3221225477 3221225786 3753488571 3xx 400 401 403 404 4294967268 4294967274 4294967283 4294967294
4294967295 4xx 500 502 503 504 5xx a aac abi abnormally abort aborted aborterror aborting about
above absolute accelerated acceleration accept acceptable accepted access accessed accesses
accessible according accuracy accurate across action activate active actual actually adapter add
added adding additional address addressing adjacent adjust adjusted adjusting adjustment af after
again aist alac album algorithm alias aliased align aligned alignment all alloc allocate allocated
allocating allocation allocations allow allowed allows alpha already alsa also alternate
alternative alternatively although always ambiguous amd amf amfrt64.dll an and another any anyway
aost api app appear appears append applicable application applied applies apply applying
appropriate approximation arbitrary are area arg args argument arguments around array arrays
artist as asked aspect assembly assert assertion assertionerror asserts assigned assignment
associated assume assumed assuming async at atom atoms attach attached attachment attacks attempt
attempted attempting attempts attribute attributes audible audio authentication authorization auto
auto-detected auto-inserting automatic automatically auxiliary av av_interleaved_write_frame
available avbsfcontext avbuffersrc avc avcodec_open2 avcodec_receive_frame avcodec_send_packet
avcodeccontext average averror avfilter_graph_config avfiltergraph avformat_find_stream_info
avformat_open_input avformatcontext avg avhwdevicecontext avhwframescontext aviocontext avioctx
avioscontext avoid avstream avx avx2 avx512 axis b-frame b-frames back backend bad bands bandwidth
base based baseline bases batch be because been before begin beginning behavior behaviour being
belong belongs below benchmarking between beyond bframes big bigger binary binding bit bitdepth
bitmap bitrate bits bits/s bitstream bitstreams bitwise black block blocked blocking blocks bmi2
body boolean border both bound boundary bounds box bpp bps break broadcast broken bsf bsfs bt601
bt709 buf buffer buffered buffering buffers buffersink buffersrc bug build building built bus but
by byte bytes bytestream c cache cached calculate calculated calculating calculation call callback
called calledprocesserror calls can can't cancel canceled cancelled cancelling cannot cap
capabilities capability capable capture case cause caused causes centimeters centroid certain
certificate chain change changed changes changing channel channels chapter chapters character
characters check checked checking checkpoint checksum checksums childprocess chlayout choose
choosing chosen chroma chunk chunked chunks chunksize clang class cleanup clearing client clip
clipping close closed closing cluster code codebook codec codec-specific codecpar codecs coded
codes codestream coding coeff coefficient coefficients coeffs collision color colorspace colr
column columns combination comma-separated command commandline commands comment common compare
comparing compatibility compatible compatible_brands compensate compensation compile compiled
compiler complete completed complex comply component components composite compress compressed
compression compute concat concatenated conceal concealing concealment condition conditions config
configuration configure configured configuring conflict conflicting conflicts connect connected
connecting connection connections consecutive consider considered constant constants constrained
constraint constraints construct constructed consumed consumer consumers contain contained
container containing contains content context continue continuing contradictory control controls
conversion convert converted converting coordinate coordinates copied copy copying copyright
copyts core correct correcting correction correctly corresponding corrupt corrupted corruption
could couldn't count counter counters cpb cpu crash crashed crc create created creating creation
creation_time crf crop cropping ctts cuctx cuda cue cues cur current currently cursor custom
cutoff cuvid cycle d3d11 d3d11va d3d12 damaged dar dash data data-partitioning date dct deadline
deadlock debug dec decimal decimals declaration declared decode decoded decoder decoders decoding
decompression decrease decrypt decryption default defaulting defined defines definition
definitions deinterlace deinterlacing delay delayed delays delete deleted delimiter delta demux
demuxed demuxer demuxers demuxing denied denominator dependency depending deprecated depth derived
desc described describing description descriptor deserialize desired destination destroy detail
details detect detected detection determine determined determining dev device devices did didn't
different differs digit dimension dimensional dimensions direct direction directly directory
disable disabled disabling disallowed discard discarded discarding disconnected discontinuity
discontinuous disk display disposition dispositions distributed dither dithering divided divisible
dns do does doesn't doing dolby don't done dost down downloading downmix downstream dpb drift
driver drm drop dropped dropping dts dts_time due dump dumped dumping dup duplicate duplicated
duplicates duplicating duplication duration during dxva2 dynamic dynamically e.g eacces each
eagain eai_again earlier early ebml econnrefused econnreset edit eexist effect ehostunreach einval
eio eisdir either elapsed element elements else elsewhere emfile emitted empty enable enabled enc
encode encoded encoder encoders encoding encountered encryption end ended ending endpoint ends
enetunreach eng engine enhancement enoent enomem enospc enosys enotdir enotfound enough enqueue
ensure enter entity entries entry enumeration environment eof eperm epipe equivalent erange erofs
err errno erroneous error errors esc esds estimate estimated estimating etc etimedout eval
evaluate evaluated evaluating even event exactly exceed exceeded exceeds except exception
exceptions exec executable execute executing execution exhausted exif exist existing exists exit
exit_code exited exithandler exiting expand expanded expect expected expected. expecting
experimental expired explicit explicitly expressed expression expressions extended extends
extension extensions external extra extract extradata extraneous fading fail failed failing fails
failure failures fallback falling false far fatal fault fc feature features fed fetch fetcherror
few ffmpeg._run.error field fields file filename filenames filenotfounderror files filesize fill
filler filter filterchain filtered filtergraph filtergraphs filtering filterinput filters final
find fine finish finished finishing finite first fit fits fix fixed flac flag flags float floating
floating-point floats floor flow flush flushed flushing fma3 followed following follows font
fontconfig fonts for forbidden force forced forcing format formats forwarded found fourcc fps
fraction fractional fragment fragmented fragments frame framebuffer framerate framerates frames
framework free freeing frequencies frequency fribidi from ftyp full fully function functions
further future gateway gcc general generally generate generated generic get getaddrinfo getting
gib gif give given global go goes going gone gop goroutine got gpu grab grabbing graph greater
group guess guessed guessing h had half hand handle handled handler handler_name handles handling
handshake happen hardware harfbuzz-ng harmless has have having hdr10 he header headers heap height
help here heuristics hevc hexadecimal hidden high hint hls horizontal horz host hostname hour
hours how however http https huffman hw hwaccel hwaccels hwdownload hwframe hwframes hwupload hz
i-frame i-frames i.e i/o icc id id3 idct identical identified identifier identifiers identify idle
idr ids if ignore ignored ignoring illegal image images imgutils immediate immediately
implementation implemented implicit implicitly implied impossible imprecise improper in in-place
inaccurate inactive inappropriate include included including incoming incompatible incomplete
inconsistent incorrect incorrectly increase increased increasing increment index indexed indexes
indexing indicate indicated indicates indices individual infile infinite info information init
initial initialisation initialise initialised initialization initialize initialized initializing
initiate inject injecting inline inpad input inputs insert inserted inserting inside instance
instead instruction instructions insufficient int int64 integer integers intel inter interact
interactive interest interface interlaced interleave interleaved interleaving internal interpret
interrupt interrupted interval intervals into intra invalid invalidate invalidated invocation io
ioctl ioerror ioexception ipv4 ipv6 is isn't issue issues ist it item iteration iterations its
itself java.io.filenotfoundexception java.io.ioexception jitter job jpeg just kb kb/s kbit/s
kbits/s keep kernel key keyerror keyframe keyframes keyword khz kib kill killed kind know known
label labels lack lame lang language languages large larger last later latest lavc lavf lavfi
layer layers layout layouts lc ld least leaving left legacy length lens less let level levels lib
libamfrt64.so.1 libass libavcodec libavdevice libavfilter libavformat libavutil libcuda
libcuda.so.1 libmfx.so.1 libnvcuvid.so.1 libnvidia libnvidia-encode.so.1 libpostproc libraries
library libswresample libswscale libva libva.so.2 libvpl.so.2 license like likely limit limited
limits line lines linesize link linked linking links list listed literal little load loaded
loading local locate located location lock log logarithmic logfile logging loglevel long longer
look lookahead looks loop looped loss lossless lost loudness low lower lowres lsize lstat luma
macroblock macroblocks made main major major_brand make makes malformed malloc mandatory manifest
manual manually many map mapchan mapped mapping maps margin mark-in marker markers marking mask
master match matched matches matching matrices matrix max max/min/avg maximal maximum maxrate may
maybe mb mb/s mbps mcu mdat mdhd mean means meant measure measured measuring mechanism media
member members memory merge message messages meta metadata method methods mfx mib microseconds
microsoft might milliseconds mime min minimal minimum minor minor_version minute minutes mirrored
misdetection mismatch mismatched mismatching missed missing mix mixed mixing mkdir mmco mmx2 mode
modes modified modifier modify module moment monitor mono monotonic monotonically monotonous moov
more most move moviepy moving mpeg mpeg-ts mpegts ms much multichannel multiple multiples must
mutex mutual mutually mux muxed muxer muxers muxing mvhd n't n-frame n/a nal nalu name named names
namespace native nb near necessary need needed needs negative neither nested network networkerror
never new newer newline next no node nodename non non-bitmap non-block non-complex non-existent
non-existing non-interleaved non-keyframes non-matching non-monotonic non-monotonous non-negative
non-one non-positive non-seekable non-zero nonblocking none nonexistent nonzero nor norm normal
normalized normally not note notfound nothing notset now npp nul null num number numbers numerator
numeric numerical numerically nvcuda nvcuda.dll nvdec nvenc nvencodeapi nvencodeapi64.dll nvidia o
object objects obsolete occur occurred occurs odd of off off-by-one official officially offset
offsets often ok old older omit on once one ones only oom-killer opaque open opencl opened
openencodesessionex opening operable operands operation operations operator opt optimal option
options opts opus or order ordering orders orientation original originating oserror ost other
otherwise out outdated outer outfile outgoing outpad output outputs outside over overall overflow
overflowing overflows overhead overlap overlapping overlaps overread override overrides overriding
overrun overshoot oversized overwrite overwriting own p-frame p-frames packed packet packetization
packets pad padded padding page pair palette paletted panic panicked parallel param parameter
parameters params parity parse parsed parser parsing part partial particular parts pass passed
passing passlogfile passphrase past pat path pattern pause paused payload pc pcm pcr peer pending
per percent percentage perform performed periods permission permissionerror permissions permitted
pes pic picked picture pictures pid pids pipe piped pipeline pitch pixel pixels pixfmt pkt place
placed planar plane planes platform platforms play playback playlist playlists please plugin plus
pmt png poc point pointer pointers pointing points pool port position positions positive possible
possibly post ppid pps preamble preceding precise precision pred predicted prediction predictive
predictor prefix prefixes premature prematurely prepare present preset presets press prevent
previous previously primaries primary print prior probably probe probing problem problems
procedure process processed processes processing produce produced producer production profile
profiles profiling program program-readable programs progress progressive proper properly
properties property prores protected protocol protocols provide provided provider proxy pts
pts_time publish published pull push q qavg qmax qmin qp qscale qsv quality quantization quantizer
query querying queue queued queuing quick quickly quicktime quit quota quoted raised ran random
randomly range rangeerror ranges raster rate rate-factor ratecontrol rates ratio rational raw rbsp
re re-open reach reached reaches read read-only read_frame reader reading ready real realloc
reallocate reason reasons rebuild receive received receiver receiving recent recognised recognized
recommended recompiled reconnect record recording recover recoverable recovery recv redirect
redirected redirection reduce reduced redundant ref refer reference referenced referenceerror
references refresh refs refused refusing regardless region register registered regular reinit
reinitializing reject rejected related release relevant reliable reload remaining rematrix remove
removed removing rename renderer rendering reordering repeat repeated repetition replace
replacement replacing reply report reported reporting reports represent represented request
requested requesterror requests require required requirement requirements requires resampler
resampling reserve reserved reset residual resize resolution resolve resolved resolving resource
resources respect respected response rest restart restrict restricted restricting restriction
result resulted results retain retrieve retry retrying return returncode returned returning
returns reverse rgb riff right role root rotate rotated rounding route routing row rows rtmp rtp
rtsp rules run running runtime runtimeerror s safe same sample sampled sampler samplerate samples
sampling sar save say scale scaled scaler scaling scan scanline scanlines scanning scene scheme
scopes score scrambled screen script sdr search sec second seconds section see seek seekable
seekable-only seeking seems segfault segfaulted segment segmentation segments sei select selected
selecting selection semaphore send sending sense sent separate separately separator sequence
sequences serial server service servname session set sets setting settings setup several severe
shall shape shared sharing shift short shorter shortest should show shown side sigabrt sigbus
sigfpe sigill sigint sigkill sign signal signaled signaling signals signature signed significant
sigpipe sigsegv sigterm silence silent silently similar similarly simple since single sink sinks
sist size sized sizes skip skipped skipping slave slice slices sliding small smaller smallest
smpte170m so socket software some something soon sort sost source sources space spaces spawn
spawnargs spec special specific specification specified specifier specifiers specifies specify
specifying specs spectrum speed split split. splitting sps sq srt sse sse2 sse2fast sse4.2 ssl
ssse3 stack stage stalled standard start started starting starts stat state states static
statistics stats status stco stderr stdin stdout step step. steps stereo still stime stitch stop
stopped stopping storage store stored storing str stray stream streamcopy streamed streamid
streaming streams strength strict strictly stride string strings strip structs structure
structures stsc stsd studio style sub subband subframe subframes submit submitting subprocess
subprocess.calledprocesserror subprocess.timeoutexpired subsampling substream subtitle subtitles
subtype succeed succeeded success successful successfully successive such suffix suitable
superblock superframe supplied support supported supporting supports suppose supposed surface
surfaces swap swapped switch switching swr swresampler swscale swscaler symbol symlink sync
synchronization synchronizing syncpoint syntax syntaxerror syscall system
system.componentmodel.win32exception system.io.filenotfoundexception system.io.ioexception systems
table tables tag tags take taken takes target targets task tasks tbc tbn tbr tcp tempo temporal
temporarily temporary term terminal terminated terminating termination terminator terms test text
textures than that the their them then theora there therefore these they thing this thread
threading threads three threshold through throughput thus tile tiles tiling time timebase timed
timeline timeout timeouterror timeoutexpired timeouts timer times timescale timestamp timestamps
timing timings title tls tmp to together token tokens tolerance too tool top total traceback
tracing track tracks trailer trailing trak transcode transcoding transfer transform transformation
transformed transforms transition transparent transport treat treated treating tree tried true
truncate truncated truncating truncation truncation. try trying tune tunes turn turned tv twice
two type typed typeerror types udp unable unauthorized unavailable unchanged unconnected und
undecodable undecoded undefined under underflow underrun understood undetermined unequal
unexpected unexpectedly unhandled unhandledpromiserejection unimplemented uninitialised
uninitialized unique unit units universal unix unknown unlabeled unless unlink unmap unpack
unpaired unreachable unread unreadable unrecognised unrecognized unregistered unreliable
unresolved unsafe unset unsigned unspecific unspecified unstable unsuccessful unsupported
unterminated until unused up update updated updating upload uploading upstream url usable usage
use used useful user user-defined uses using usually utc utf-8 va vaapi val valid validate
validation value valueerror values variable variables variant vbv vdpau vector vendor vendor_id
verification verify versa version version: versions vert vertical vertically very vf via vice
video videos videotoolbox view violation visible vision vist volatile vorbis vost vps vulkan wait
waited waiting wall want wanted warning warnings was wav way we web webp weight weighted weights
well went were what whatever when whenever where whether which while whole wide wider width will
window winerror with within without workaround worker workers workflow works would wrap wrapped
wrapper writable write writer writes writing written wrong xing yes yet you your yuv zero
zero-sized zeros
`;

/** What operating systems and FFmpeg say after `name:`; before them stands a name. */
export const ERROR_REASONS: readonly string[] = [
	"no such file or directory",
	"permission denied",
	"operation not permitted",
	"is a directory",
	"not a directory",
	"file exists",
	"file name too long",
	"read-only file system",
	"too many open files",
	"no space left on device",
	"disk quota exceeded",
	"invalid data found when processing input",
	"invalid argument",
	"end of file",
	"protocol not found",
	"input/output error",
	"i/o error",
	"connection refused",
	"connection reset by peer",
	"connection timed out",
	"operation timed out",
	"network is unreachable",
	"no route to host",
	"server returned",
	"name or service not known",
	"temporary failure in name resolution",
	"cannot allocate memory",
	"out of memory",
	"broken pipe",
	"unknown format",
	"could not find codec parameters",
	"could not seek",
	"immediate exit requested",
	"function not implemented",
	"operation not supported",
	"resource temporarily unavailable",
	"device or resource busy",
	"no such device",
	"unknown error",
	"error number",
	"option not found",
	"internal bug",
	"does not contain any stream",
	"invalid data",
	"not found",
];
