import fs from "node:fs";

/** The few calls the log makes on its files, so that a test can let one of them fail like a full disk does. */
export interface FileOperations {
  open(file: string, done: (error: Error | null, fd: number) => void): void;
  writev(fd: number, buffers: readonly Uint8Array[], position: number, done: (error: Error | null, written: number) => void): void;
  datasync(fd: number, done: (error: Error | null) => void): void;
  truncate(fd: number, length: number, done: (error: Error | null) => void): void;
  close(fd: number, done: (error: Error | null) => void): void;
  /** Makes a new file's name durable. */
  syncFolder(folder: string, done: (error: Error | null) => void): void;
}

export const nodeFileOperations: FileOperations = {
  // Truncates: a file of that name holds no readable record, or its seqs would be in use.
  open: (file, done) => fs.open(file, "w", 0o600, done),
  writev: (fd, buffers, position, done) => fs.writev(fd, buffers, position, done),
  datasync: (fd, done) => fs.fdatasync(fd, done),
  truncate: (fd, length, done) => fs.ftruncate(fd, length, done),
  close: (fd, done) => fs.close(fd, done),
  syncFolder: (folder, done) => {
    fs.open(folder, "r", (error, fd) => {
      if (error !== null) return done(error);
      fs.fsync(fd, (failure) => fs.close(fd, () => done(failure)));
    });
  },
};
