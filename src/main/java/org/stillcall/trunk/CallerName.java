package org.stillcall.trunk;

import static org.stillcall.base.Contract.require;

/**
 * The neutral name shown beside a number that is shown, for instance a parent agency's: 1 to 15 letters, digits,
 * spaces, points or hyphens (the length of a CNAM name).
 */
public record CallerName(String text) {
    private static final int MOST = 15;

    public CallerName {
        require(isName(text), "A caller name is 1 to 15 letters, digits, spaces, points or hyphens.");
    }

    private static boolean isName(String text) {
        if (text.isBlank() || text.length() > MOST) {
            return false;
        }
        return text.chars().allMatch(CallerName::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ' ' || c == '.' || c == '-';
    }

    @Override
    public String toString() {
        return "CallerName";
    }
}
