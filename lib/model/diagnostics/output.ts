import type { CatalogueArea } from './entry';

export const output = {
  'output/protected-folder': {
    severity: 'error',
    text: (p: { folder: string; reason: string }) =>
      `"${p.folder}" is ${p.reason}; the output folder is replaced as a whole, so name a folder of its own, such as out`,
    what: 'The output folder is the root of the disk, a home folder, the working directory or a folder that holds one of them.',
    why: 'The output folder is replaced as a whole at every run. Replacing one of these would move everything else with it.',
    fix: 'Name a folder that holds nothing but the output: `obinexus synth --out out`.',
  },
  'output/not-a-folder': {
    severity: 'error',
    text: (p: { folder: string; kind: string }) => `"${p.folder}" is ${p.kind}; name a folder or a path that is free`,
    what: 'The output folder is a file, a symbolic link or another thing that is no folder.',
    why: 'Writing through a link could change files far away from the place that was named; a file would be lost.',
    fix: 'Name the folder itself instead of the link to it, or choose another path.',
  },
  'output/outside-root': {
    severity: 'error',
    text: (p: { folder: string; root: string }) =>
      `"${p.folder}" lies outside of the working directory "${p.root}" and already holds files that obinexus did not write; name an empty or new folder`,
    what: 'The output folder is outside of the working directory, is not empty and has no ownership record of an earlier run.',
    why: 'A mistyped path must not mix generated files into a folder of somebody else.',
    fix: 'Name a new or an empty folder, or run the command from a directory above the folder.',
  },
  'output/illegal-path': {
    severity: 'error',
    text: (p: { path: string; reason: string }) =>
      `the output file "${p.path}" ${p.reason}; rename what it is named after`,
    what: 'A generated file would have a name that leaves the output folder or that some file system refuses.',
    why: 'The same output has to unpack on every machine, and no name may reach out of the output folder.',
    fix: 'Rename the service or region that the file is named after: letters, digits and dashes are always right.',
  },
  'output/path-clash': {
    severity: 'error',
    text: (p: { path: string; other: string }) =>
      `the output files "${p.path}" and "${p.other}" would be one file on some disks; rename one of the two`,
    what: 'Two generated files have the same name, differ only in upper and lower case, or one is a folder of the other.',
    why: 'On macOS and Windows the second would silently replace the first.',
    fix: 'Rename one of the two services or regions that the files are named after.',
  },
  'output/foreign-file': {
    severity: 'error',
    text: (p: { file: string }) =>
      `"${p.file}" is in the way of the output and was not written by obinexus; move it away, then run again`,
    what: 'A generated file would replace a file or folder that obinexus did not write.',
    why: 'Only files of the ownership record `.obinexus-files` are ever replaced or removed; everything else is kept.',
    fix: 'Move or remove the named file, or choose another folder with `--out`.',
  },
  'output/edited-file': {
    severity: 'error',
    text: (p: { file: string }) =>
      `"${p.file}" was changed after obinexus wrote it; keep the change elsewhere (a patch in the stack), or overwrite it with --force`,
    what: 'A generated file differs from what the last run wrote.',
    why: 'The change would be lost without a word.',
    fix: 'Say the change in the stack, for example under `patches`, so that it is part of every run. `--force` overwrites the file. If git changed the line ends, set `* -text` for the folder in `.gitattributes`.',
  },
  'output/locked': {
    severity: 'error',
    text: (p: { folder: string; holder: string; lock: string }) =>
      `"${p.folder}" is being written by ${p.holder}; wait for it to end, or remove "${p.lock}" if that process is gone`,
    what: 'Another run writes into the same output folder right now.',
    why: 'Two runs at once would mix their files.',
    fix: 'Wait and run again (exit code 75 means exactly this), or give each run a folder of its own with `--out`.',
  },
  'output/interrupted': {
    severity: 'error',
    text: (p: { folder: string; old: string; staging: string }) =>
      `an earlier run was interrupted and "${p.folder}" was made anew since; move it away (the old files are in "${p.old}", the new ones in "${p.staging}"), then run again`,
    what: 'A run ended between taking the old output away and putting the new one in its place, and somebody else has filled the folder since.',
    why: 'Going on would overwrite what was put there in the meantime.',
    fix: 'Move the folder away and run again: the interrupted run is then completed.',
  },
  'output/leftover': {
    severity: 'warning',
    text: (p: { path: string; cause: string }) =>
      `the new output is in place, but "${p.path}" of the run could not be removed: ${p.cause}; remove it by hand`,
    what: 'The output was replaced, and the operating system refused to remove what the run set aside.',
    why: 'It only takes room; the next run tries to remove it again.',
    fix: 'Remove the named file or folder.',
  },
  'output/unfinished': {
    severity: 'error',
    text: (p: { folder: string; cause: string }) =>
      `"${p.folder}" cannot be renamed, so its files were replaced one by one, which stopped half-way: ${p.cause}; run again to finish`,
    what: 'The output folder is a mount point or part of a read-only layer. It cannot change places with a finished one, so its files are replaced one by one, and the operating system refused one of them.',
    why: 'Until the next run the folder holds a mixture of the old and the new output.',
    fix: 'Remove the named cause and run again. A folder below the mount point can be replaced at once.',
  },
  'output/io': {
    severity: 'error',
    text: (p: { operation: string; file: string; cause: string }) =>
      `cannot ${p.operation} "${p.file}": ${p.cause}; nothing was changed`,
    what: 'The operating system refused to read or write a file.',
    why: 'The output appears as a whole or not at all, so the run ended and the earlier output was kept.',
    fix: 'Make room on the disk or set the permissions of the named file or folder, then run again.',
  },
} as const satisfies CatalogueArea;
