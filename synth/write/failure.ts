import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';

/** An error of the operating system as a diagnostic; anything else is a fault of ours and is thrown again. */
export function ioDiagnostic(error: unknown): Diagnostic {
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw error;
  const file = path ?? 'the output folder';
  return diagnostic('output/io', file, { operation: operations[syscall] ?? syscall, file, cause: ioCause(error) });
}

/** `the disk is full (ENOSPC)`; an error that is not the operating system's is thrown again. */
export function ioCause(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return causes[code] ?? code;
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}

const operations: Readonly<Record<string, string>> = {
  access: 'write to',
  copyfile: 'copy',
  fsync: 'write',
  link: 'link',
  lstat: 'look at',
  mkdir: 'make',
  open: 'open',
  read: 'read',
  readlink: 'read',
  rename: 'rename',
  rm: 'remove',
  rmdir: 'remove',
  scandir: 'list',
  stat: 'look at',
  symlink: 'make',
  unlink: 'remove',
  uv_cwd: 'find',
  write: 'write',
};

const causes: Readonly<Record<string, string>> = {
  EACCES: 'permission denied (EACCES)',
  EBUSY: 'it is in use (EBUSY)',
  EDQUOT: 'the disk quota is used up (EDQUOT)',
  EFBIG: 'the file is too large (EFBIG)',
  EIO: 'the disk reports an error (EIO)',
  ELOOP: 'its symbolic links form a loop (ELOOP)',
  EMFILE: 'too many files are open (EMFILE)',
  ENAMETOOLONG: 'the name is too long (ENAMETOOLONG)',
  ENOENT: 'it does not exist (ENOENT)',
  ENOSPC: 'the disk is full (ENOSPC)',
  ENOTDIR: 'a part of the path is no folder (ENOTDIR)',
  EPERM: 'the operation is not permitted (EPERM)',
  EROFS: 'the disk is read-only (EROFS)',
};
