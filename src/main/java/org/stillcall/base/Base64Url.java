package org.stillcall.base;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64url without padding (RFC 4648 section 5, RFC 7515 section 2), read in its one canonical spelling only. */
public final class Base64Url {
    private Base64Url() {}

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes; null for what is no base64url, or a second spelling of the same bytes. */
    public static byte @Nullable [] decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? bytes : null;
        } catch (IllegalArgumentException e) { // its words quote the text
            return null;
        }
    }

    /** Whether the text spells exactly so many bytes. */
    public static boolean spells(String text, int bytes) {
        byte[] decoded = text.length() == (bytes * 4 + 2) / 3 ? decode(text) : null;
        return decoded != null && decoded.length == bytes;
    }
}
