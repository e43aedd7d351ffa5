/** A file that a client sent, whose type was told from its content. */
export interface UploadedFile {
  content: Buffer;
  extension: string;
  /** Its media type. */
  type: string;
}
