import 'reflect-metadata'; // @peculiar/x509 needs it loaded first

// A bundle knows the names of a CommonJS package only where they are imported statically: what is loaded when it is needed is this file.
export { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
