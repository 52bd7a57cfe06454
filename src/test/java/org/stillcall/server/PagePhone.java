package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.stillcall.server.ConsoleRig.button;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.function.Consumer;

/** An advocate's page that is her phone, as she handles it, and what its connection measures. */
final class PagePhone {
    /** Keeps the page's connections where a test finds them; the second half leads them through a {@link MediaGap}. */
    private static final String WATCH = "(() => { const Real = RTCPeerConnection; globalThis.peers = [];"
            + " globalThis.RTCPeerConnection = class extends Real {"
            + " constructor(...all) { super(...all); peers.push(this); }"
            + " setRemoteDescription(said) { return super.setRemoteDescription(globalThis.lead?.(said) ?? said); } };"
            + " const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
            + " navigator.mediaDevices.getUserMedia = async what => { if (globalThis.pulledOut)"
            + " throw new DOMException('', 'NotFoundError'); return ask(what); };"
            + " const wake = navigator.wakeLock.request.bind(navigator.wakeLock); globalThis.wakes = 0;"
            + " navigator.wakeLock.request = kind => { wakes += 1; return wake(kind); };"
            + " })()";

    private static final String LEAD = "globalThis.lead = ({type, sdp}) => {"
            + " const port = / (\\d+) typ host/.exec(sdp)[1]; mediaAt(Number(port));"
            + " return {type, sdp: sdp.replaceAll(` ${port} typ host`, ' PORT typ host')}; }";
    private static final String LOUDNESS = "async () => { let all = 0; for (const each of (await peers.at(-1)"
            + ".getStats()).values()) if (each.type === 'inbound-rtp') all = each.totalAudioEnergy; return all; }";

    final Page page;

    PagePhone(Page page) {
        this.page = page;
        page.addInitScript(WATCH);
    }

    /** The page of somebody who may use the microphone. */
    static PagePhone allowed(ConsoleRig rig) {
        return allowed(rig.deviceWithMicrophones(2));
    }

    static PagePhone allowed(Page page) {
        page.context().grantPermissions(List.of("microphone"));
        return new PagePhone(page);
    }

    PagePhone through(MediaGap gap) {
        page.exposeBinding("mediaAt", (source, args) -> {
            gap.to(((Number) args[0]).intValue());
            return null;
        });
        page.addInitScript(LEAD.replace("PORT", String.valueOf(gap.port())));
        return this;
    }

    /** Signs in as the centre's first person, and makes a plan for Robin that holds now. */
    PagePhone ready(ConsoleRig rig) {
        return ready(rig, made -> PlanPageTest.agree(made, true, step -> {}));
    }

    /** The same with a plan that is made by {@code agreed}. */
    PagePhone ready(ConsoleRig rig, Consumer<Page> agreed) {
        rig.setUp(page, "Ana");
        ConsoleRig.unhurry(page);
        agreed.accept(page);
        press(page, "Take it");
        press(page, "Open it");
        exactly(page, "Call").click();
        page.locator("fieldset.choice").first().waitFor();
        return this;
    }

    PagePhone call() {
        exactly(page, "Call").click();
        assertThat(place()).containsText("Their phone rings");
        return this;
    }

    /** Robin's phone on that page answers. */
    PagePhone answeredOn(Page practice) {
        robin(practice).locator(".answer").click();
        assertThat(place()).containsText("You are connected");
        return this;
    }

    static Locator robin(Page practice) {
        return practice.locator("#phones > *")
                .filter(new Locator.FilterOptions().setHasText("Robin"))
                .first();
    }

    /** How loud what Robin hears is now, 0 to 100. */
    static int robinHears(Page practice) {
        return Integer.parseInt(robin(practice).locator(".meter").getAttribute("aria-valuenow"));
    }

    Locator place() {
        return page.locator("section.call");
    }

    Locator toggle(String name) {
        return place().getByRole(
                        com.microsoft.playwright.options.AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** As when somebody pulls the plug of the only microphone, or puts it back: no fake device can be pulled out. */
    void pullOut(boolean out) {
        page.evaluate(
                "out => { globalThis.pulledOut = out;"
                        + " if (out) peers.at(-1).getSenders()[0].track.dispatchEvent(new Event('ended'));"
                        + " else navigator.mediaDevices.dispatchEvent(new Event('devicechange')); }",
                out);
    }

    void says(String words) {
        assertThat(place().locator(".sound")).containsText(words);
    }

    void saysNothing() {
        assertThat(place().locator(".sound")).isHidden();
    }

    /** Waits until the page hears more than it has heard so far. */
    void awaitSound() {
        double before = loudness();
        page.waitForCondition(() -> loudness() > before + 0.01);
    }

    double loudness() {
        return ((Number) page.evaluate(LOUDNESS)).doubleValue();
    }

    void end() {
        button(page, "End call").click();
        page.getByText("The call is over").or(button(page, "What now?")).first().waitFor();
    }
}
