import fs from "node:fs";

/** The few calls the log makes on its files, so that a test can let one of them fail like a full disk does. */
export interface FileOperations {
  open(file: string, done: (error: Error | null, fd: number) => void): void;
  /** Calls back when the bytes are on the disk, not just handed to the system. */
  writeDurably(fd: number, buffers: readonly Uint8Array[], position: number, done: (error: Error | null, written: number) => void): void;
  truncate(fd: number, length: number, done: (error: Error | null) => void): void;
  close(fd: number, done: (error: Error | null) => void): void;
  /** Makes a new file's name durable. */
  syncFolder(folder: string, done: (error: Error | null) => void): void;
}

const { O_CREAT, O_TRUNC, O_WRONLY, O_DSYNC } = fs.constants;
/**
 * On Linux a write to a file opened with O_DSYNC is a write and an fdatasync in one system call, and so in one trip to the
 * thread pool instead of two. Elsewhere the flag is missing, or does not flush the disk's cache as fdatasync does.
 */
const SYNCS_ON_WRITE = process.platform === "linux";
// Truncates: a file of that name holds no readable record, or its seqs would be in use.
const FLAGS = O_WRONLY | O_CREAT | O_TRUNC | (SYNCS_ON_WRITE ? O_DSYNC : 0);

export const nodeFileOperations: FileOperations = {
  open: (file, done) => fs.open(file, FLAGS, 0o600, done),
  writeDurably: (fd, buffers, position, done) => {
    if (SYNCS_ON_WRITE) return fs.writev(fd, buffers, position, done);
    fs.writev(fd, buffers, position, (error, written) => {
      if (error !== null) return done(error, written);
      fs.fdatasync(fd, (failure) => done(failure, written));
    });
  },
  truncate: (fd, length, done) => fs.ftruncate(fd, length, done),
  close: (fd, done) => fs.close(fd, done),
  syncFolder: (folder, done) => {
    fs.open(folder, "r", (error, fd) => {
      if (error !== null) return done(error);
      fs.fsync(fd, (failure) => fs.close(fd, () => done(failure)));
    });
  },
};
