package org.stillcall.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.duty.Worker;
import org.stillcall.store.PersonId;

/** Rings people on what is theirs, and knows who is being rung. Loop thread only. */
final class PersonRinger implements Ringer {
    private final Exchange exchange;
    private final LiveCalls live;
    private final Pages pages;
    private final Map<PersonId, PersonRing> ringing = new LinkedHashMap<>();
    private final Set<NearHalf> leaving = new LinkedHashSet<>(); // until their numbers are overwritten
    private boolean closing;

    PersonRinger(Exchange exchange, LiveCalls live, Pages pages) {
        this.exchange = exchange;
        this.live = live;
        this.pages = pages;
        pages.arrivals(this::arrived);
    }

    @Override
    public Ring ring(Worker worker, Card card, Answer answer) {
        PersonRing ring = new PersonRing(exchange, this, worker, card, answer);
        if (ringing.putIfAbsent(worker.person(), ring) == null) {
            ring.begin(reachable(worker) && !closing ? phones(worker) : List.of());
        } else {
            ring.begin(List.of()); // one caller at a time
        }
        return ring;
    }

    @Override
    public boolean reachable(Worker worker) {
        return !closing && inCall(worker) == null && !phones(worker).isEmpty();
    }

    @Override
    public void wake(Worker worker) {
        if (inCall(worker) == null && pages.awake(worker.person()).isEmpty()) {
            pages.wake(worker.person());
        }
    }

    /** A phone of theirs on which they talk; null when there is none. */
    private @Nullable NearPhone inCall(Worker worker) {
        for (NearPhone.Browser page : pages.of(worker.person())) {
            if (live.isInCall(page)) {
                return page;
            }
        }
        for (Label name : worker.phones()) {
            NearPhone.Sip phone = exchange.phones().get(name);
            if (phone != null && live.isInCall(phone)) {
                return phone;
            }
        }
        return null;
    }

    /** Whatever of theirs can ring now. */
    private List<NearPhone> phones(Worker worker) {
        List<NearPhone> phones = new ArrayList<>(pages.awake(worker.person()));
        for (Label name : worker.phones()) {
            NearPhone.Sip phone = exchange.phones().get(name);
            if (phone != null && canRing(phone)) {
                phones.add(phone);
            }
        }
        phones.removeIf(live::has);
        return phones;
    }

    private boolean canRing(NearPhone.Sip phone) {
        return switch (phone) {
            case NearPhone.Desk desk -> desk.place().get().isPresent();
            case NearPhone.Mobile _ ->
                exchange.settings().mainNumber() != null && Lines.first(exchange, null, false) != null;
            case NearPhone.Outside _ -> false; // nobody's own
        };
    }

    /** A page of theirs has come, or come back: it rings with the others. */
    private void arrived(PersonId person, NearPhone.Browser page) {
        PersonRing ring = ringing.get(person);
        if (ring != null && !live.has(page)) {
            ring.joins(page);
        }
    }

    // what rings tell

    LiveCalls live() {
        return live;
    }

    Pages pages() {
        return pages;
    }

    void over(PersonRing ring, PersonId person) {
        ringing.remove(person, ring);
    }

    /** It has rung out: its numbers are overwritten a little later. */
    void left(NearHalf half) {
        leaving.add(half);
        exchange.loop().after(Call.ERASE_AFTER_MILLIS, () -> {
            if (leaving.remove(half)) {
                half.erase();
            }
        });
    }

    /** Rings nobody any more, and overwrites every number at once. */
    void endAll() {
        closing = true;
        List.copyOf(ringing.values()).forEach(PersonRing::stop);
        leaving.forEach(NearHalf::erase);
        leaving.clear();
    }
}
