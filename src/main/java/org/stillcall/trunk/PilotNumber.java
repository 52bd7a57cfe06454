package org.stillcall.trunk;

import static org.stillcall.base.Contract.require;

import java.util.Optional;
import org.stillcall.base.Limits;

/**
 * A number of the centre's own pool, tied to no advocate and no published line: the only kind of number a far leg may
 * carry besides the one it calls. E.164 without the plus sign.
 */
public record PilotNumber(String e164) {
    public PilotNumber {
        require(isNumber(e164), "A pilot number is 7 to 15 digits with its country code, without a plus sign.");
    }

    /** One that is written with its plus sign; empty for anything else. */
    public static Optional<PilotNumber> read(String text) {
        return text.startsWith("+") && isNumber(text.substring(1))
                ? Optional.of(new PilotNumber(text.substring(1)))
                : Optional.empty();
    }

    private static boolean isNumber(String text) {
        if (text.length() < 7 || text.length() > Limits.E164_DIGITS || text.charAt(0) == '0') {
            return false;
        }
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Says what it is, not which. */
    @Override
    public String toString() {
        return "PilotNumber";
    }
}
