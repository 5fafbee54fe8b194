import type { Command } from "./command";

/** What `ffmpeg-analytics` knows; a command is loaded when it is called. */
export const COMMANDS: Readonly<
	Record<string, (() => Promise<Command>) | undefined>
> = {
	serve: async () => (await import("./serve")).command,
	report: async () => (await import("./report")).command,
	sequences: async () => (await import("./sequences")).command,
	templates: async () => (await import("./templates")).command,
	export: async () => (await import("./export")).command,
	import: async () => (await import("./import")).command,
	erase: async () => (await import("./erase")).command,
	purge: async () => (await import("./purge")).command,
	audit: async () => (await import("./audit")).command,
	doctor: async () => (await import("./doctor")).command,
};

/** What `--help` prints. */
export const HELP = `FFmpeg Operation Analytics on the command line

  ffmpeg-analytics <command> [options]

  serve             serve a home on this machine
  report            usage: operations, users, times, failures
  sequences         the sequences that people repeat
  templates         the sequences worth one call, and what is in one of them
  export            write every event, in the form that import reads
  import            take events in that export wrote
  erase             erase a user, and what they added to every count
  purge             delete what is older than the retention time
  audit             compare a day's counts with its events, and put them right
  doctor            look whether everything is as it should be

<command> --help tells its options, --version the release. A command works on a
database file (--db), which a home may be serving meanwhile, or on a home that serves
(--endpoint).

Ends with 0 if all is fine, 1 if it failed or found something wrong, 2 if the call or
a setting is wrong, 3 if the home is away, 4 if the key is not enough, 130 if it was
stopped.
`;
