/** Words that the names of technical parameters are made of (`videoBitrateKbps`, `two_pass`). */
export const TECHNIQUE_WORDS = `
1080p 10bit 2160p 240p 360p 480p 4k 720p 8bit a above abr absolute ac accel acceleration accurate
across action active actual add additional adjust adjustment advanced af afilters after aggressive
algorithm align alignment all allow alpha always amount amplitude amplitudes analysis analyze
analyzer angle animated animation anti antialias anullsrc api app append apply aq ar area array
aspect aspectratio async at atempo attack attempt attempts audio audiobitrate audiocodec audios
auto automatic autopad autoplay av1 available average avg avoid axis b background balance band
bands bandwidth bar bars base baseline bass batch before begin below best beta between bf bframes
bg bicubic bilateral bins bit bitdepth bitexact bitrate bitrates bits bitstream black blank blend
block blocks blur body boomerang boost border both bottom bound bounds box bpp bps bright
brightness bsf buf buffer buffers bufsize burn burnin burns by byte bytes c cache can canvas cap
capture cbr cdef cell cells center centered centre cfr chain change channel channels chapter
chapters check chroma chunk chunks clean clip clipping clockwise closed cmaf codec codecprofile
codecs coef color colors colorspace colour colours column columns command commands complex
complexity compress compressed compression compressor concat concatenate config configuration
constant constrained container containers contrast control conversion convert copy copyts core
cores correct correction count cover cpu crf crop cropped cropping cross crossfade cuda cue curr
current curve curves cut cutoff cuts cw d dar dash db dbfs dbtp deadzone deband deblock debug
decay deci decimal decimals decimate declick declip decode decoder decoders decoding deess deesser
default deflicker degree degrees dehaze deinterlace deinterlacing delay delete delogo delta deltas
denoise density depth desaturate desired desync detect detection device diff difference dimension
dimensions direction disable disabled discard display disposition distance distortion dither do
downmix downsample downscale draft drc drop dropped ducking dump dup duplicate duration durations
dynamic dynamics each early ease easing echo edge edges edit effect effects effort eightbit else
enable enabled encode encoded encoder encoders encoding end endat ending ends enforce engine
enhance entries entropy entropycoder entry eof eq equalizer error errors estimate estimated event
every exact exposure ext extension extensions extra extract extraction f face faces factor fade
fadein fadeout fades fallback false fast faststart feather ffmpeg ffprobe fft field fields
filesize fill filler filter filtered filtering filters final fine first fit fix fixed flag flags
flat flip floor flush fmp4 fmt fontsize for force forced foreground format formats fourcc fps
fraction frag fragment fragments frame framerate frames framesize freeze freq frequencies
frequency from full fullrange g gain gamma gap gate gaussian gb generate geometry gif global gop
gops gpu grading grain gravity gray grayscale green grey grid group groups h h264 h265 half hard
hardware has hdr hdr10 headroom height heights hevc hflip hi hidden high highlight highlights
highpass hls hold horizontal hour hours hq hue hw hwaccel hysteresis hz i id identical idx if
ignore image images in include incoming index indexes individual info init initial inline inputs
inset inside instance int integer integrated intensity inter interlace interlaced interleave
interleaving internal interp interpolate interpolation interval intervals intra invert inverted is
iso isolate iteration iterations job join k kb kbit kbits kbps keep ken kernel kerning keyframe
keyframes keyint khz kib kind knee l label lad ladder lang language lapse last latency layer
layers layout lead leading left length less letterbox letterboxed level levels limit limiter
limits line linear lines lip list live log logger loglevel long lookahead loop looped looping
loops lossless lossy loud loudness loudnormalized low lower lowpass lra lufs luma lut m maintain
make makeup map mapping mappings maps margin margins markers mask master match matrix max maximum
maxrate mb mbps measure measured median medium megapixel merange method metric mezzanine mhz mib
mid middle min minimum minrate minute minutes mirror mirrored missing mix mixdown mixer mode model
modes modulus momentary mono motion mov move movflags ms mt multi multiple multiplier mute muted
mux muxer muxers muxing mv n native nb negate new newsize next nice no noise nominal non none
normalise normalised normalization normalize normalized normalizing note nth null num number
numerator nvenc obey octile of off offset offsets old on once one only opacity open operation
operations optimise optimize optimized option optional options opts or order orientation orig
original out outer outline outputs outside over overlap overlay overlaying overlays override
overshoot overwrite p pack pad padded padding page palette pan parallel parameter parameters
params part partition parts pass passes passthrough pattern pause peak peaks per percent
percentage period phase pic picture pillarbox ping pip pitch pix pixel pixelformat pixels pixfmt
pixfmts pkt placement plane platform play playback playlist point points pong pool portrait pos
position positions post posterize postroll pre precise precision prefer preferred prepend preroll
presence preserve preset presets prev preview previous primaries primary priority probe process
processes processing profile profiles program programs progressive prores proxy psnr psy pts px q
qmax qmin qp qsv quality quantizer query queue quick quiet r radius ramp random range ranges rate
rates ratio ratios raw rc re read real realtime rec recode recursive red reduce reduction reencode
reencoding ref reference refs region regions relative release remap remaster remove remux remuxed
render rendition renditions repeat repeats replace request required res resample resampler
resampling reset resize resized resolution resolutions resolve response rest restore retries retry
return reverb reverse rgb right ring rms roll rotate rotation round rounding row rows rule run s
safe sample samplerate samplerates samples sampling sar saturation scale scaled scaler scales
scaling scan scd scene scenes schedule score screen sd sdr search sec second secondary seconds
secs section sections seek segment segments select selected selection separate sequence series set
setdar setpts setsar settings shadow shadows shape sharp sharpen sharpness shift short shortest
shortterm show shrink shuffle side sidechain sidechaining sides sigma silence silent similarity
simple single size sizes skip slate slice slices slide slideshow slomo slot slow slowdown slowmo
smart smooth smoothing social soft softness sort space spacing spatial spectrum speed speeds spin
split spread sprite spritesheet square ssim stabilization stabilize stack stage standard start
startat starting starts stat state static stats status step steps stereo still stop stops
storyboard strategy stream streamable streaming streams strength stretch strict string strings
strip stroke style sub subme subsample subsampling subtype sum super superres support svt sw swap
sync t tag take tap target targets task tb temp temperature tempo temporal tenbit test tf then
thickness thread threads threshold thresholds throttle thumb thumbnails thumbs tier tile tiles
tilt time timebase timecode timeline timemark timemarks timeout timeouts times timescale timestamp
timestamps timing tint to together toggle tolerance tone tonemap tool top total tp track tracks
trailing transcode transcoded transcoding transfer transform transition transitions transparency
transparent transpose transposed treble tremolo trim trimmed trimming true truepeak truncate tune
turbo two type types u uncompressed under unit units unsharp until update upmix upper upsample
upscale upscaling use usec used v valid variable variance variant variants vbr vbv vcodec vector
verbose version vertical vf vfilters vflip vfr vibrance vibrato video videobitrate videocodec
videofile videos view vignette visible visualization visualizer vmaf vol volume volumes vp8 vp9
vsync w wait warp watch watermarking wave waveform waveforms wavelet web webm webp weight weights
white whole width widths window windows wipe with without word words work worker workers workflow
wrap write x xfade xy y yuv z zero zone zoom
`;

/** Parameters whose text names a file, an address or a thing that somebody made. */
export const FILE_WORDS = `
address asset assets attachment attachments avatar backdrop bgm bucket bumper cdn clips dest
destination destinations dir directories directory endpoint file filename filenames filepath files
folder folders font fontfamily fontfile fonts footage host hostname href icon impulse infile
infiles input inputfile inputs intro jingle link links localpath location logo logos media medias movie
movies mp3 mp4 music narration object origin outfile outfiles output outputfile outputs outro path paths
photo photos poster posters prefix recording recordings ref_file remote server sofa song songs
sound sounds soundtrack source sources src srcs storage subs subtitle subtitles suffix template
thumbnail upload uri uris url urls voiceover wallpaper watermark watermarks webhook workdir
workspace
`;

/** Parameters whose text is content, or is about a person. */
export const TEXT_WORDS = `
account actor actors age album alias annotation artist artists attribution author authors bio
birthdate birthday body brand by_line byline caption captions card cast category channel_name
character city client comment comments company composer contact content coordinates coords
copyright copyrightholder country creator credit credits customer date date_of_birth dates
department description director display_name dob domain email emails employee event_name genre geo
gps group_name handle hashtag hashtags headline iban imei ip isbn isrc keywords label_text lat
latitude license lng lon longitude lyrics mac mail member mention message messages meta metadata
mobile mood name names narrator nickname notes organisation organization owner passport patient
people performer person phone phonenumber postcode producer product project prompt publisher quote
remark review script sender serial series_title show_name signature_text slug speaker speakers ssn
story street student subject submitter synopsis tags tel telephone tenant text texts title titles
topic transcript tweet txt user username users vat writer zip zipcode zodiac
`;

/** Parameters whose value opens something. */
export const SECRET_WORDS = `
accesskey apikey auth authentication authorisation authorization bearer clientsecret cookie
cookies credential credentials csrf decryption drm encryption header headers hmac jwt kennwort
keyfile keyphrase licence license_key mnemonic nonce oauth otp pass_phrase passcode passphrase
passwd password passwords passwort pin privatekey pw pwd salt secret secrets seedphrase senha
session sessionid sessiontoken sid sig signature ssh streamkey token tokens xsrf
`;

/** Words about a person: beside one, even a technical word (`user_id`, `client ref`) is private. */
export const PERSON_WORDS = `
account actor artist author birth client company contact creator customer device_owner director
employee guest host member mobile organisation organization owner passport patient person phone
speaker student tenant user viewer visitor
`;

/** Parameters that hold a filter graph. */
export const GRAPH_WORDS =
	"filter filters filtergraph filterchain vf af lavfi filtercomplex complexfilter vfilter afilter vfilters afilters";

/** Parameters that hold a command line or a part of one. */
export const COMMAND_WORDS =
	"args argv arguments argument cli cmd cmdline command commandline commands exec opts option options outputoptions inputoptions";

/** Parts of words that say that a value opens something, in whatever unknown word they stand. */
export const SECRET_PARTS =
	"passw passphrase secret token apikey credential privatekey accesskey contraseña mot_de_passe motdepasse пароль 密码 密碼 パスワード";

/** Words for what is counted in bytes, bits, samples or ticks. */
export const MAGNITUDE_WORDS = `
analyzeduration b bandwidth bitrate bitrates bits br buf buffer bufsize bytes delay dts duration
durations filesize fs length limit maxbw maxrate memory minrate muxrate ns offset pos position
probesize pts rate rates sample samples seed size sizes ticks time timebase timeout times timestamp
timestamps ts us
`;

/** Words that, after what is counted or listed, ask for its number: `frame_number`, `card_number`. */
export const NUMBERING_WORDS = "code id ids no nr number numbers";

/** Names that say nothing of their value, which stays only if it is a technique anywhere. */
export const BARE_WORDS =
	"value values val data item items content payload extra misc custom id ids number numbers label labels query style styles group groups";
