package org.stillcall.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.call.Switchboard.PhoneView;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.call.Switchboard.State;

/** The phones on which advocates may be called, and whether one can take a call now. Loop thread only. */
final class NearPhones {
    private static final Placement.Refused UNKNOWN =
            refused("UNKNOWN_PHONE", "There is no phone of that name here. Check the name.");
    private static final Placement.Refused NO_LINE = refused("NO_LINE", Outcome.NO_LINE.message());
    private static final Placement.Refused BUSY = refused("PHONE_BUSY", Outcome.ADVOCATE_BUSY.message());
    private static final Placement.Refused PAGE_NOT_THERE = refused(
            "PHONE_UNREACHABLE",
            "This page cannot be the phone now: its connection is missing. Try again in a moment.");

    static final Placement.Refused UNREACHABLE = refused("PHONE_UNREACHABLE", Outcome.ADVOCATE_UNREACHABLE.message());

    private final Exchange exchange;
    private final LiveCalls live;
    private final Pages pages;

    NearPhones(Exchange exchange, LiveCalls live, Pages pages) {
        this.exchange = exchange;
        this.live = live;
        this.pages = pages;
    }

    private static Placement.Refused refused(String reason, String message) {
        return new Placement.Refused(reason, message, Optional.empty());
    }

    /** What the API shows of them. */
    List<PhoneView> views() {
        List<PhoneView> views = new ArrayList<>();
        exchange.phones().values().forEach(phone -> views.add(view(phone, live.has(phone))));
        return views;
    }

    private static PhoneView view(NearPhone.Sip phone, boolean busy) {
        return switch (phone) {
            case NearPhone.Desk desk ->
                new PhoneView(desk.name(), "desk", desk.place().get().isPresent(), busy);
            case NearPhone.Mobile mobile -> new PhoneView(mobile.name(), "mobile", true, busy);
            case NearPhone.Outside outside -> new PhoneView(outside.name(), "outside", true, busy);
        };
    }

    /**
     * The phone of that name, or the page that asks itself; null when there is none.
     *
     * @param device from which it is asked; null where no page asks
     */
    @Nullable
    NearPhone find(Label name, @Nullable String device) {
        if (!name.equals(PagePhones.NAME)) {
            return exchange.phones().get(name);
        }
        return device == null ? null : new NearPhone.Browser(device);
    }

    /** Why that phone cannot take a new call now; null when it can. A call that only tells how it ended makes room. */
    Placement.@Nullable Refused unfit(@Nullable NearPhone phone) {
        Placement.Refused missing = missing(phone);
        if (missing != null || phone == null) {
            return missing;
        }
        live.on(phone).stream().filter(NearPhones::isOver).forEach(Call::endAsked);
        return live.has(phone) ? BUSY : null;
    }

    private Placement.@Nullable Refused missing(@Nullable NearPhone phone) {
        if (phone == null) {
            return UNKNOWN;
        }
        if (live.size() >= Limits.CALLS) {
            return NO_LINE;
        }
        return phone instanceof NearPhone.Browser page && !pages.isThere(page.device()) ? PAGE_NOT_THERE : null;
    }

    /** Why the phone of a call that is only thought of could not be rung now; null when it could, or is not named. */
    Placement.@Nullable Refused unfit(Prospect prospect) {
        if (prospect.phone() == null) {
            return null;
        }
        NearPhone phone = find(prospect.phone(), prospect.device());
        Placement.Refused missing = missing(phone);
        if (missing != null || phone == null) {
            return missing;
        }
        boolean free = live.on(phone).stream().allMatch(NearPhones::isOver);
        boolean away =
                phone instanceof NearPhone.Desk desk && desk.place().get().isEmpty();
        return !free ? BUSY : away ? UNREACHABLE : null;
    }

    private static boolean isOver(Call call) {
        return call.view().state() == State.ENDED;
    }
}
