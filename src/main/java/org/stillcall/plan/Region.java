package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

/**
 * A country or territory, ISO 3166-1 alpha-2. Programmes allow regions, not calling codes, because one code can be many
 * countries: {@code +1 876} is Jamaica.
 */
public record Region(String code) {
    public Region {
        require(isRegion(code), "A region is two upper-case letters, as in ISO 3166-1.");
    }

    /** Whether {@code code} has the form of a region. */
    public static boolean isRegion(String code) {
        return code.length() == 2 && isUpper(code.charAt(0)) && isUpper(code.charAt(1));
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    @Override
    public String toString() {
        return code;
    }
}
