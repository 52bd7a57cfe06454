package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

/** A language by its tag (RFC 5646 section 2.1): two or three small letters, and a script or region where needed. */
public record Language(String tag) {
    public Language {
        require(isLanguage(tag), "A language is a tag such as en, es-MX or zh-Hant.");
    }

    /** Whether {@code tag} has the form of a language and perhaps one script or region. */
    public static boolean isLanguage(String tag) {
        int dash = tag.indexOf('-');
        int letters = dash < 0 ? tag.length() : dash;
        if (letters < 2 || letters > 3) {
            return false;
        }
        for (int i = 0; i < letters; i++) {
            if (tag.charAt(i) < 'a' || tag.charAt(i) > 'z') {
                return false;
            }
        }
        int more = dash < 0 ? 2 : tag.length() - dash - 1;
        for (int i = letters + 1; i < tag.length(); i++) {
            char c = tag.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return more == 2 || more == 4;
    }

    @Override
    public String toString() {
        return tag;
    }
}
