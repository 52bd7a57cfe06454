package org.stillcall.server;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages in real Chromium at a server that runs elsewhere, each with a person who is on duty and takes whoever
 * rings: taps "Answer", talks until they were heard, and ends the call. One thread.
 */
public final class AnsweringPages implements AutoCloseable {
    /** Taps as a person would, and keeps count; a page is heard by its own measure of what comes in. */
    private static final String AT_WORK = """
            () => {
              globalThis.taken = 0;
              globalThis.heard = 0;
              globalThis.took = [];
              let tapped = 0;
              let known = null;
              const button = words => [...document.querySelectorAll('section.call button')]
                .find(one => one.textContent.trim() === words && one.checkVisibility());
              const loudness = async () => {
                let all = 0;
                for (const each of (await peers.at(-1).getStats()).values()) {
                  all = each.type === 'inbound-rtp' ? each.totalAudioEnergy : all;
                }
                return all;
              };
              /** From the tap until the caller is heard, by whom the server puts through once it hears the page. */
              const hear = async before => {
                const began = tapped;
                while (peers.length === before || await loudness() === 0) {
                  if (tapped !== began || performance.now() - began > 15000) {
                    return;
                  }
                  await new Promise(resolve => setTimeout(resolve, 2));
                }
                took.push(performance.now() - began);
              };
              let talks = false;
              setInterval(async () => {
                const answer = button('Answer');
                if (answer && answer !== known) { // each caller has a button of their own
                  known = answer;
                  tapped = performance.now();
                  answer.click();
                  hear(peers.length);
                }
                const before = talks;
                talks = document.querySelector('section.opening')?.checkVisibility() ?? false;
                if (talks && !before) {
                  taken += 1;
                  const quiet = await loudness();
                  const end = Date.now() + 15000;
                  while (await loudness() <= quiet && Date.now() < end) {
                    await new Promise(resolve => setTimeout(resolve, 100));
                  }
                  heard += await loudness() > quiet ? 1 : 0;
                  setTimeout(() => button('End call')?.click(), 500);
                }
              }, 50);
            }
            """;

    private static final String ON_DUTY = """
            async () => (await fetch('/api/duty', {method: 'PUT', headers: {'Content-Type': 'application/json'},
              body: JSON.stringify({position: 'ON', until: new Date(Date.now() + 3600000).toISOString()})})).status
            """;

    private final ConsoleRig rig;
    private final List<Page> pages = new ArrayList<>();

    /**
     * Sets a centre up, with so many people.
     *
     * @param setupCode as the server said it at its first start
     */
    public AnsweringPages(String origin, String setupCode, int people) {
        rig = new ConsoleRig(origin, setupCode);
        for (int i = 0; i < people; i++) {
            Page page = PagePhone.allowed(rig).page;
            if (pages.isEmpty()) {
                rig.setUp(page, "Ana");
            } else {
                rig.admit(pages.getFirst(), "Person " + i, page);
            }
            ConsoleRig.unhurry(page);
            pages.add(page);
        }
    }

    /** All come on duty and take callers from now on. */
    public void atWork() {
        for (Page page : pages) {
            Object status = page.evaluate(ON_DUTY);
            if (!status.equals(200)) {
                throw new AssertionError("not on duty: " + status);
            }
            page.evaluate(AT_WORK);
        }
    }

    /** How many callers each of them had. */
    public List<Integer> taken() {
        return pages.stream()
                .map(page -> (Integer) page.evaluate("() => taken"))
                .toList();
    }

    /** How many of these were heard by each. */
    public List<Integer> heard() {
        return pages.stream()
                .map(page -> (Integer) page.evaluate("() => heard"))
                .toList();
    }

    /** From each tap on "Answer" until the page heard the caller, in milliseconds, of those that came to something. */
    public List<Double> took() {
        List<Double> all = new ArrayList<>();
        for (Page page : pages) {
            ((List<?>) page.evaluate("() => took")).forEach(one -> all.add(((Number) one).doubleValue()));
        }
        return all;
    }

    /** How many messages wait in the centre. */
    public int messages() {
        return (Integer) pages.getFirst().evaluate("async () => (await (await fetch('/api/messages')).json()).length");
    }

    /** Lets the pages do what they have to. */
    public void pass(int millis) {
        pages.getFirst().waitForTimeout(millis);
    }

    public List<String> complaints() {
        return rig.complaints();
    }

    /** For a program of its own, as its last act. */
    public static void end() {
        Browsers.end();
    }

    @Override
    public void close() {
        rig.close();
    }
}
