package org.stillcall.call;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;
import org.stillcall.call.Switchboard.PhoneView;
import org.stillcall.store.PersonId;

/**
 * Which pages are there, and which of them are on the phone, by device. Its state belongs to the loop; what {@link
 * PagePhones} promises may be asked from any thread.
 */
final class Pages implements PagePhones {
    private static final String KIND = "browser";

    private final Loop loop;
    private final LoopQuestions questions;
    private final LiveCalls live;
    private final Map<String, Page> there = new HashMap<>();
    private final Map<PersonId, Set<String>> byPerson = new HashMap<>();
    private volatile Consumer<PersonId> waker = person -> {};
    private BiConsumer<PersonId, NearPhone.Browser> arrivals = (person, page) -> {};
    private final Map<String, PageHalf> onThePhone = new HashMap<>();

    Pages(Loop loop, LoopQuestions questions, LiveCalls live) {
        this.loop = loop;
        this.questions = questions;
        this.live = live;
    }

    @Override
    public Line open(String device, PersonId person, Ear ear) {
        Page page = new Page(device, person, ear);
        run(() -> arrived(page));
        return page;
    }

    private void arrived(Page page) {
        gone(there.put(page.device, page));
        byPerson.computeIfAbsent(page.person, person -> new LinkedHashSet<>()).add(page.device);
        PageHalf half = onThePhone.get(page.device);
        if (half == null) {
            page.ear.idle();
        } else {
            half.tellWays();
            half.show(page.ear);
        }
        arrivals.accept(page.person, new NearPhone.Browser(page.device));
    }

    private void gone(@Nullable Page page) {
        if (page != null) {
            byPerson.computeIfPresent(page.person, (person, devices) -> {
                devices.remove(page.device);
                return devices.isEmpty() ? null : devices;
            });
        }
    }

    /** Who hears of each page that comes. */
    void arrivals(BiConsumer<PersonId, NearPhone.Browser> hears) {
        arrivals = hears;
    }

    /** Whose page that is; null while it is not there. */
    @Nullable
    PersonId owner(String device) {
        Page page = there.get(device);
        return page == null ? null : page.person;
    }

    /** The pages of a person. */
    List<NearPhone.Browser> of(PersonId person) {
        return byPerson.getOrDefault(person, Set.of()).stream()
                .map(NearPhone.Browser::new)
                .toList();
    }

    /** Those that were heard of lately. */
    List<NearPhone.Browser> awake(PersonId person) {
        return of(person).stream()
                .filter(page -> quietMillis(page.device()) < Limits.PAGE_AWAKE_MILLIS)
                .toList();
    }

    /** For how long nothing was heard of that page; for ever when it is not there. */
    long quietMillis(String device) {
        Page page = there.get(device);
        return page == null ? Long.MAX_VALUE : page.ear.quietMillis();
    }

    @Override
    public void hangUp(String device) {
        run(() -> {
            NearPhone.Browser page = new NearPhone.Browser(device);
            live.on(page).forEach(Call::endAsked);
            leaves(page);
        });
    }

    @Override
    public void wakes(Consumer<PersonId> wakes) {
        waker = wakes;
    }

    /** Wakes that person's pages. */
    void wake(PersonId person) {
        waker.accept(person);
    }

    /** Nobody there joins a call or answers a caller any more. */
    void leaves(NearPhone.Browser page) {
        live.guestAt(page).ifPresent(call -> call.company().letGo());
        live.ringAt(page).ifPresent(ring -> ring.lost(page));
    }

    @Override
    public PhoneView view(String device) {
        return questions.ask(
                () -> new PhoneView(NAME, KIND, there.containsKey(device), live.has(new NearPhone.Browser(device))),
                () -> new PhoneView(NAME, KIND, false, false));
    }

    // what calls ask, on the loop

    boolean isThere(String device) {
        return there.containsKey(device);
    }

    void begins(String device, PageHalf half) {
        onThePhone.put(device, half);
    }

    void over(String device, PageHalf half) {
        if (onThePhone.remove(device, half)) {
            tell(device, Ear::idle);
        }
    }

    /** Tells the page of this device, if one is there. */
    void tell(String device, Consumer<Ear> news) {
        Page page = there.get(device);
        if (page != null) {
            news.accept(page.ear);
        }
    }

    /** A switch that ends or has too much to do drops it: whoever asked hears no answer, and asks again. */
    private void run(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException _) {
            // not heard
        }
    }

    private final class Page implements Line {
        private final String device;
        private final PersonId person;
        private final Ear ear;

        private Page(String device, PersonId person, Ear ear) {
            this.device = device;
            this.person = person;
            this.ear = ear;
        }

        @Override
        public void offer(String call, byte[] sdp, boolean again) {
            ask(call, half -> half.offered(sdp, again));
        }

        @Override
        public void take(String call) {
            ask(call, PageHalf::taken);
        }

        @Override
        public void hold(String call, boolean on) {
            ask(call, half -> half.hold(on));
        }

        @Override
        public void decline(String call) {
            ask(call, PageHalf::declined);
        }

        @Override
        public void key(String call, char key) {
            ask(call, half -> half.press(key));
        }

        @Override
        public void close() {
            run(() -> {
                if (there.remove(device, this)) {
                    gone(this);
                }
            });
        }

        private void ask(String call, Consumer<PageHalf> what) {
            run(() -> {
                PageHalf half = mine();
                if (half != null && half.isOf(call)) {
                    what.accept(half);
                }
            });
        }

        private @Nullable PageHalf mine() {
            return there.get(device) == this ? onThePhone.get(device) : null;
        }
    }
}
