package org.stillcall.trunk;

import static org.stillcall.base.Contract.require;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.plan.Region;

/** How a trunk is told to withhold the caller. Its header profile is followed in every case. */
public sealed interface IdentityStrategy {
    HeaderProfile headers();

    /** Whether the trunk may carry a call of a survivor at all. */
    boolean fit();

    /** The trunk honours SIP privacy (RFC 3323, RFC 3325). */
    record PrivacyHeaders(HeaderProfile headers) implements IdentityStrategy {
        @Override
        public boolean fit() {
            return true;
        }
    }

    /**
     * A gateway that knows no SIP privacy and takes a code before the number, such as {@code *67} or {@code 1831}.
     *
     * @param usual the code for every destination that has none of its own
     * @param byCountry the codes of destinations that need another
     */
    record DialPrefix(HeaderProfile headers, String usual, Map<Region, String> byCountry) implements IdentityStrategy {
        private static final int LONGEST = 8;

        public DialPrefix {
            require(isCode(usual), "A withholding code is 1 to 8 of 0-9, '*' and '#'.");
            for (String code : byCountry.values()) {
                require(isCode(code), "A withholding code is 1 to 8 of 0-9, '*' and '#'.");
            }
            byCountry = Map.copyOf(byCountry);
        }

        private static boolean isCode(String code) {
            if (code.isEmpty() || code.length() > LONGEST) {
                return false;
            }
            return code.chars().allMatch(c -> c >= '0' && c <= '9' || c == '*' || c == '#');
        }

        /** The code for calls to {@code destination}. */
        public String code(@Nullable Region destination) {
            return destination == null ? usual : byCountry.getOrDefault(destination, usual);
        }

        @Override
        public boolean fit() {
            return true;
        }
    }

    /**
     * The carrier withholds every call of this trunk by contract.
     *
     * @param proved whether test calls see to it that it is used only where it was seen to hold; else it is unfit
     */
    record RestrictedByCarrier(HeaderProfile headers, boolean proved) implements IdentityStrategy {
        @Override
        public boolean fit() {
            return proved;
        }
    }
}
