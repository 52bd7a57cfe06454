package org.stillcall.media;

/**
 * What an offer of a browser and our answer agreed on; what the media thread is told. Immutable.
 *
 * @param audio without keys, which DTLS brings
 * @param name our ICE credentials, the same object as before unless ICE was restarted
 * @param certificate the SHA-256 digest of the browser's certificate
 */
record BrowserTerms(AudioTerms audio, IceName name, byte[] certificate) {}
