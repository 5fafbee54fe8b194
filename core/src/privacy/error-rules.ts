import type { ErrorCategory } from "./error-category";

/** Phrases in small letters, of which one has to occur, and such of which none may. */
export interface ErrorRule {
	readonly category: ErrorCategory;
	readonly phrases: readonly string[];
	readonly unless?: readonly string[];
}

/**
 * In the order in which they are tried: what stops a machine before what stops FFmpeg, what names the
 * cause before what only follows from it (a filter that fails also says `Invalid argument`).
 */
export const ERROR_RULES: readonly ErrorRule[] = [
	{
		category: "unsupported_codec",
		phrases: phrases(`
		device creation failed | no device available for decoder | device setup failed for decoder |
		mfx session | cannot load libcuda | cannot load nvcuda | cannot load libnvidia |
		cannot load nvencodeapi | no nvenc capable devices | openencodesessionex failed
		`),
	},
	{
		category: "disk_full",
		phrases: phrases(`
		no space left on device | enospc | disk quota exceeded | disk full | not enough space |
		not enough disk space
		`),
	},
	{
		category: "out_of_memory",
		phrases: phrases(`
		cannot allocate memory | out of memory | enomem | oom-killer | memory limit | heap limit |
		failed to allocate memory | could not allocate memory | cannot alloc memory |
		memory allocation fail | memory allocation error | malloc failed | malloc of size |
		resource exhausted
		`),
	},
	{
		category: "permission_denied",
		phrases: phrases(`
		permission denied | operation not permitted | access denied | access is denied |
		read-only file system | eacces | eperm | erofs | 403 forbidden | 401 unauthorized |
		http error 403 | http error 401 | authorization failed | permissionerror
		`),
	},
	{
		category: "timeout",
		phrases: phrases(`
		timed out | etimedout | timeouterror | timeoutexpired | timeout exceeded | timeout expired |
		timeout reached | ran into a timeout | deadline exceeded | time limit | timeout after |
		timeout of
		`),
	},
	{
		category: "cancelled",
		phrases: phrases(`
		exiting normally, received signal | received signal 2 | received signal 15 |
		received > 3 system signals | immediate exit requested | exit requested |
		killed with signal | terminated by signal | signal: killed | signal: terminated |
		signal: interrupt | sigkill | sigterm | sigint | cancelled |
		canceled | aborterror | operation was aborted | aborted by user | interrupted by user
		`),
	},
	{
		category: "unsupported_codec",
		phrases: phrases(`
		unknown encoder | unknown decoder | unrecognized encoder | unrecognized decoder |
		encoder not found | decoder not found | no decoder found | no encoder found |
		no decoder for | decoder (codec | automatic encoder selection failed |
		error selecting an encoder | codec not currently supported in container |
		could not find tag for codec | unsupported codec | unsupported video codec |
		unsupported audio codec | codec is not supported | codec not supported |
		not supported by this codec | experimental codecs are not enabled | is experimental |
		are supported for webm | are supported for ogg |
		only one video stream and one audio stream | no capable devices found |
		does not support the required nvenc api | hardware does not support encoding |
		encoding profile not supported | subtitle encoding currently only possible from |
		subtitle codec
		`),
		unless: phrases("unrecognized option"),
	},
	{
		category: "unsupported_format",
		phrases: phrases(`
		unable to find a suitable output format | unable to choose an output format |
		requested output format | unknown input format | unknown output format | unknown format |
		unsupported format | unsupported container | not a suitable output format |
		format not supported | protocol not found | could not find input format |
		unsupported file format | muxer not found | demuxer not found |
		format is not available for
		`),
	},
	{
		category: "stream_not_found",
		phrases: phrases(`
		matches no streams | does not contain any stream | cannot find a matching stream |
		could not find a matching stream | no matching stream | no such stream | stream not found |
		stream does not exist | invalid input file index | invalid input stream |
		file stream index | could not find any stream | cannot determine input stream |
		no audio stream | no video stream | no streams to mux | nothing to mux | has no audio |
		has no video
		`),
	},
	{
		category: "filter_error",
		phrases: phrases(`
		no such filter | filter not found | unknown bitstream filter | initializing filter |
		reinitializing filters | initializing complex filters | initializing a simple filtergraph |
		parsing filterchain | parsing a filter description | parsing filtergraph |
		parsing a filter | configuring filter | configuring complex filters |
		configuring the filter | creating filter | no option name near |
		failed to configure output pad | failed to configure input pad | filter network |
		supported by the filter | unconnected | does not exist in any defined filter graph |
		filtering and streamcopy | to filter ' | filtergraph | filter graph | avfiltergraph |
		too many inputs specified for the | too many outputs specified for the |
		media type mismatch between | cannot find a valid font | could not load font |
		invalid too big or non positive size | [parsed_
		`),
	},
	{
		category: "invalid_argument",
		phrases: phrases(`
		unable to parse option value | unable to parse 'disposition' | error setting option |
		invalid aspect ratio | no '=' character
		`),
	},
	{
		category: "filter_error",
		phrases: phrases(`
		undefined constant or missing | missing ')' or too many args | [eval @ |
		when evaluating the expression
		`),
	},
	{
		category: "invalid_argument",
		phrases: phrases(`
		error opening output | could not open output | could not write header
		`),
		unless: phrases(
			"opening input | connection | input/output error | invalid data | attachment",
		),
	},
	{
		category: "input_not_found",
		phrases: phrases(`
		no such file | enoent | filenotfounderror | 404 not found | http error 404 |
		410 gone | http error 410 | impossible to open | file not found | could not find file |
		cannot find the file | cannot find the path | file does not exist | input does not exist |
		no such device | cannot open display | could not open attachment |
		[file]' does not exist | [path]' does not exist | [file] does not exist |
		[path] does not exist | [file] could not be found | [path] could not be found
		`),
		unless: phrases(
			"spawn | executable file | cannot run program | directory: 'ffmpeg' | directory: 'ffprobe'",
		),
	},
	{
		category: "network_error",
		phrases: phrases(`
		connection refused | connection reset | connection to | econnrefused | econnreset |
		enetunreach | ehostunreach | 'enotfound' | eai_again | failed to resolve |
		name or service not known | nodename nor servname | temporary failure in name resolution |
		getaddrinfo | network is unreachable | no route to host | http error | server returned |
		server error reply | handshake | broken pipe | epipe | socket | error in the pull function |
		error in the push function | certificate | [url]: input/output error | [tcp @ | [tls @ |
		[rtmp @ | [rtsp @ | [srt @ | [http @ | [https @
		`),
	},
	{
		category: "invalid_data",
		phrases: phrases(`
		invalid data found | moov atom not found | could not find codec parameters |
		error while decoding | decoding error | invalid nal unit |
		splitting the input into nal units | non-existing pps | header missing |
		header parsing failed | corrupt | invalid data | unexpected end of file | end of file |
		truncated | invalid as first byte of an ebml number | contradictory stsc and stco |
		missing mandatory atoms | no frame! | cannot determine format of input stream
		`),
	},
	{
		category: "invalid_argument",
		phrases: phrases(`
		invalid argument | einval | unrecognized option | unrecognised option | option not found |
		missing argument | missing required | invalid option | unable to parse option |
		error parsing option | error setting option | failed to set value | error opening filters |
		expected number for | expected int for | expected int64 for | is not in range |
		out of range | must be between | not within range | invalid value | invalid duration |
		invalid frame size | invalid framerate | invalid frame rate | invalid aspect ratio |
		invalid loglevel | invalid sample | invalid preset | invalid metadata | not divisible by |
		unknown pixel format | unknown channel layout | unknown option | invalid stream specifier |
		incorrect parameters | incorrect codec parameters |
		at least one output file must be specified | at least one input file must be specified |
		must be specified | is a directory | splitting the argument list |
		error parsing global options | value smaller than | cannot be used together |
		cannot be applied to | already exists | same as input | existing files in-place |
		is not supported by the | is not supported | not supported | does not support |
		doesn't support | invalid or not supported | trailing option | syntax error |
		possible presets | error setting preset | error setting profile |
		monotonically increasing dts | malformed aac bitstream | not found.
		`),
		unless: phrases("spawn"),
	},
	{
		category: "conversion_failed",
		phrases: phrases(`
		conversion failed | exited with code | exit code | exit status | returncode |
		error while processing | encoding failed | error encoding | error submitting |
		error muxing | could not open encoder | error initializing output stream |
		error while opening encoder | error writing trailer | error while filtering |
		terminating thread | task finished with error | nothing was written | output file is empty |
		command failed | segmentation fault | segfault | core dumped | sigsegv | sigabrt | input/output error
		`),
	},
];

/** Phrases parted by bars, which none of FFmpeg's messages holds. */
function phrases(text: string): readonly string[] {
	return text.split("|").map((phrase) => phrase.trim());
}
