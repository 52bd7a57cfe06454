package org.stillcall.media;

/** What a leg's audio must be on the wire: a setting of the trunk or phone, or a demand of the contact plan. */
public enum SecureMedia {
    /** RTP in clear only; an offer of secure RTP is refused. */
    PLAIN,
    /** We offer clear RTP; an offer of secure RTP is answered in kind. */
    ALLOWED,
    /** Secure RTP only, in our offers and in answers; a clear offer or answer is refused. */
    DEMANDED
}
