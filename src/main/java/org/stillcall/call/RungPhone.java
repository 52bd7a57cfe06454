package org.stillcall.call;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;
import org.stillcall.call.PagePhones.Ear;
import org.stillcall.call.PagePhones.Incoming;
import org.stillcall.call.PagePhones.Sound;
import org.stillcall.media.Prompts.Sentence;
import org.stillcall.sip.LegFailure;

/**
 * One phone that rings for a caller. A page accepts by a tap and counts once it is heard; a desk phone by key 1 after
 * it was picked up; an own mobile by its code. Whatever else picks up, a machine or a pocket, accepts nothing. Loop
 * thread only.
 */
final class RungPhone implements Seat {
    private static final int DECLINED = 603; // RFC 3261 section 21.6.2
    private static final char ACCEPTS = '1';
    private static final long KEY_LIMIT_MILLIS = 20_000;
    private static final String SHOWN = "Call";

    private final Exchange exchange;
    private final PersonRing ring;
    private final NearPhone phone;
    private final String name;
    private @Nullable NearHalf half;
    private @Nullable CodeCheck check;
    private Loop.@Nullable Timer limit;
    private boolean asks; // a desk phone that was picked up hears what to press
    private boolean left;

    RungPhone(Exchange exchange, PersonRing ring, NearPhone phone, String name) {
        this.exchange = exchange;
        this.ring = ring;
        this.phone = phone;
        this.name = name;
    }

    /** The half that it tells about. */
    void of(NearHalf other) {
        half = other;
    }

    NearHalf half() {
        return Objects.requireNonNull(half);
    }

    NearPhone phone() {
        return phone;
    }

    boolean isAt(NearPhone other) {
        return phone.key().equals(other.key());
    }

    boolean left() {
        return left;
    }

    void leaves() {
        left = true;
        half().leave(Outcome.ENDED_BY_ADVOCATE);
    }

    /** Nothing is asked or watched any more. */
    void close() {
        asks = false;
        if (check != null) {
            check.abandon();
            check = null;
        }
        if (limit != null) {
            limit.cancel();
            limit = null;
        }
    }

    /** A page has to live as long as it rings, and shows how long the caller has waited. */
    void watch(Pages pages) {
        if (phone instanceof NearPhone.Browser page && half() instanceof PageHalf told) {
            limit = exchange.loop().after(Limits.PAGE_RINGS_LOOK_MILLIS, () -> look(pages, page, told));
        }
    }

    private void look(Pages pages, NearPhone.Browser page, PageHalf told) {
        limit = null;
        if (!told.rings()) {
            return; // its sound has its own limit
        }
        if (pages.quietMillis(page.device()) >= Limits.PAGE_RINGS_LOOK_MILLIS) {
            ring.gone(this);
        } else {
            told.changed();
            watch(pages);
        }
    }

    // what its half tells

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean holds(NearHalf other) {
        return half == other && ring.isOf(this);
    }

    @Override
    public boolean rings() {
        return true;
    }

    @Override
    public void taken() {
        ring.answering(this);
    }

    @Override
    public void answered() {
        switch (phone) {
            case NearPhone.Browser _ -> ring.accepted(this);
            case NearPhone.Mobile mobile -> {
                check = CodeCheck.of(exchange, half().media(), mobile, this::checked);
                check.ask();
            }
            case NearPhone.Desk _ -> {
                asks = true;
                limit = exchange.loop().after(KEY_LIMIT_MILLIS, () -> ring.gone(this));
                askForKey();
            }
            case NearPhone.Outside _ -> ring.gone(this);
        }
    }

    private void askForKey() {
        half().media().play(half().sentence(Sentence.PRESS_ONE), false);
    }

    private void checked(boolean right) {
        if (right) {
            ring.accepted(this);
        } else {
            ring.gone(this);
        }
    }

    @Override
    public void keyed(char digit) {
        if (check != null) {
            check.digit(digit);
        } else if (asks && digit == ACCEPTS) {
            half().media().stop();
            ring.accepted(this);
        }
    }

    @Override
    public void toldAll() {
        if (check != null) {
            check.promptEnded();
        } else if (asks) {
            askForKey();
        }
    }

    @Override
    public void lost(Outcome why) {
        ring.gone(this);
    }

    @Override
    public void failed(LegFailure failure) {
        if (failure.kind() == LegFailure.Kind.REJECTED && failure.status() == DECLINED) {
            ring.declined();
        } else {
            ring.gone(this); // busy, forwarded, switched off: the others go on
        }
    }

    @Override
    public void hungUp(LineEnd how) {
        ring.gone(this);
    }

    @Override
    public void dropped() {
        ring.gone(this);
    }

    @Override
    public void declined() {
        ring.declined();
    }

    @Override
    public String shown() {
        return SHOWN;
    }

    @Override
    public void show(Ear ear, Sound sound, boolean held) {
        Ringer.Card card = ring.card();
        ear.incoming(new Incoming(
                name,
                card.programme(),
                sound,
                Optional.ofNullable(card.language()),
                card.waited().get(),
                card.others().get()));
    }

    @Override
    public String toString() {
        return "RungPhone";
    }
}
