/** An uploaded file. Its type was detected from its content. */
export interface UploadedFile {
  content: Buffer;
  extension: string;
  /** The media type. */
  type: string;
}
