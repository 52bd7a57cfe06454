package org.stillcall.call;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.call.Switchboard.PhoneView;

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
    private final Map<String, PageHalf> onThePhone = new HashMap<>();

    Pages(Loop loop, LoopQuestions questions, LiveCalls live) {
        this.loop = loop;
        this.questions = questions;
        this.live = live;
    }

    @Override
    public Line open(String device, Ear ear) {
        Page page = new Page(device, ear);
        run(() -> arrived(page));
        return page;
    }

    private void arrived(Page page) {
        there.put(page.device, page);
        PageHalf half = onThePhone.get(page.device);
        if (half == null) {
            page.ear.idle();
        } else {
            half.tellWays();
            half.show(page.ear);
        }
    }

    @Override
    public void hangUp(String device) {
        run(() -> {
            NearPhone page = new NearPhone.Browser(device);
            live.on(page).forEach(Call::endAsked);
            live.guestAt(page).ifPresent(call -> call.company().letGo());
        });
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
        private final Ear ear;

        private Page(String device, Ear ear) {
            this.device = device;
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
            run(() -> there.remove(device, this));
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
