package org.stillcall.server;

import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.plan.DialPlan;
import org.stillcall.plan.Region;
import org.stillcall.trunk.PilotNumber;

/**
 * A file with the number of somebody outside who is no survivor: an interpreter, a second centre. It is looked into at
 * the start, so that a slip of the pen is known before a call needs it; what was read is overwritten at once.
 */
final class OutsideFile {
    private static final String NONE = "holds no number in full: its first line has to be one such as +12025550142.";
    private static final String CANNOT_BE_CALLED = "holds a number that cannot be called. Look for a slip.";

    private OutsideFile() {}

    /** The file that a key names, with every fault named that would make a call of it fail. */
    static Path needed(Section in, String key, Region home) {
        Path file = Secrets.neededClosed(in, key);
        if (in.has(key) && SecretFile.fault(file).isEmpty()) {
            String fault = fault(file, home);
            if (fault != null) {
                in.fault(key, "The file that '" + key + "' names " + fault);
            }
        }
        return file;
    }

    private static @Nullable String fault(Path file, Region home) {
        BlockPool pool = Digits.pool(2);
        try (Digits number = MobileFiles.number(file, pool)) {
            if (number == null || !number.international()) {
                return NONE;
            }
            try (Digits full = new DialPlan().toE164(number, home, pool)) {
                return full == null ? CANNOT_BE_CALLED : null;
            }
        }
    }

    /** Whether the number in it is one of these. */
    static boolean isOneOf(Path file, Collection<PilotNumber> ours) {
        try (Digits number = MobileFiles.number(file, Digits.pool(1))) {
            return number != null && ours.stream().anyMatch(one -> number.is(one.e164()));
        }
    }
}
