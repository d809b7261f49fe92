export { readUpload, removeUpload, requirePackageUpload } from './finished-uploads.ts';
export { createUploadDoor, maxUploadBytes, sweepUploads, type UploadDoor } from './uploads.ts';
