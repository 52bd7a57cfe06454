package org.stillcall.call;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.plan.DialPlan;
import org.stillcall.plan.Region;
import org.stillcall.sip.HeaderName;
import org.stillcall.sip.NameAddress;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.Slice;
import org.stillcall.trunk.UriUser;

/**
 * Who seems to call us through a trunk: a number in off-heap memory for as long as the question takes, or nobody. The
 * number that the network vouches for (RFC 3325) goes before From; where privacy is asked for neither is looked at.
 */
final class VisibleCaller implements AutoCloseable {
    private static final List<String> NOBODY =
            List.of("anonymous", "restricted", "unavailable", "unknown", "private", "withheld");

    private final boolean withheld;
    private final @Nullable Digits number;
    private final @Nullable Digits from;

    private VisibleCaller(boolean withheld, @Nullable Digits number, @Nullable Digits from) {
        this.withheld = withheld;
        this.number = number;
        this.from = from;
    }

    static VisibleCaller of(SipMessage invite, BlockPool pool) {
        Slice from = UriUser.of(invite.from().uri());
        Slice asserted = asserted(invite);
        if (asksPrivacy(invite) || isNobody(from)) {
            return new VisibleCaller(true, null, read(from, pool));
        }
        Slice shown = asserted.isEmpty() ? from : asserted;
        return new VisibleCaller(false, read(shown, pool), asserted.isEmpty() ? null : read(from, pool));
    }

    private static @Nullable Digits read(Slice text, BlockPool pool) {
        return Digits.read(pool, text.memory(), text.start(), text.length());
    }

    /** Whether the caller keeps their number to themselves. */
    boolean withheld() {
        return withheld;
    }

    /** Whether it is that number in E.164, written in full or as people of {@code home} write it. */
    boolean is(Digits e164, DialPlan plan, @Nullable Region home, BlockPool pool) {
        if (number == null) {
            return false;
        }
        if (same(e164, number)) {
            return true;
        }
        try (Digits full = home == null ? null : plan.toE164(number, home, pool)) {
            return full != null && same(e164, full);
        }
    }

    private static boolean same(Digits one, Digits other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (one.at(i) != other.at(i)) {
                return false;
            }
        }
        return true;
    }

    /** The number that is shown; null when there is nothing to read. */
    @Nullable
    Digits number() {
        return number;
    }

    /**
     * All that has to be forgotten of the caller: what a network writes into From stays in the dialog as long as that
     * lasts, also where another number is vouched for or privacy is asked for.
     */
    List<Digits> traces() {
        return Stream.of(number, from).filter(Objects::nonNull).toList();
    }

    private static boolean asksPrivacy(SipMessage invite) {
        Slice privacy = invite.header(HeaderName.PRIVACY);
        return privacy != null && (holds(privacy, "id") || holds(privacy, "user")); // RFC 3323 section 4.2, RFC 3325
    }

    /** Values of Privacy are separated by semicolons; by commas too, some think. */
    private static boolean holds(Slice privacy, String value) {
        int from = 0;
        for (int i = 0; i <= privacy.length(); i++) {
            if (i == privacy.length() || privacy.at(i) == ';' || privacy.at(i) == ',') {
                if (privacy.part(from, i).trimmed().isIgnoringCase(value)) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    private static boolean isNobody(Slice user) {
        return user.isEmpty() || NOBODY.stream().anyMatch(user::isIgnoringCase);
    }

    private static Slice asserted(SipMessage invite) {
        Slice header = invite.header(HeaderName.P_ASSERTED_IDENTITY);
        NameAddress address = header == null ? null : NameAddress.parse(header);
        return address == null || !address.valid() ? Slice.EMPTY : UriUser.of(address.uri());
    }

    @Override
    public void close() {
        traces().forEach(Digits::close);
    }

    @Override
    public String toString() {
        return "VisibleCaller";
    }
}
