package org.stillcall.call;

import java.util.ArrayList;
import java.util.List;
import org.stillcall.call.PagePhones.PageCall;
import org.stillcall.store.PersonId;
import org.stillcall.turn.IceServers;

/** A page that is a phone, as the switch sees it: what it was told, in words. */
final class Page implements PagePhones.Ear {
    final List<String> told = new ArrayList<>();
    final PagePhones.Line line;
    private final CallRig rig;
    PageCall last;
    PagePhones.Asked asked;
    PagePhones.Incoming incoming;
    /** When it was heard of last; as a rule at every moment. */
    long heardAt = Long.MAX_VALUE;

    Page(CallRig rig, String device) {
        this(rig, device, CallRig.person(1));
    }

    Page(CallRig rig, String device, PersonId person) {
        this.rig = rig;
        this.line = rig.calls.pages().open(device, person, this);
        rig.loop.run();
    }

    void offers(String call, boolean again) {
        line.offer(call, new byte[] {'v'}, again);
        rig.loop.run();
    }

    void takes(String call) {
        line.take(call);
        rig.loop.run();
    }

    void holds(String call, boolean on) {
        line.hold(call, on);
        rig.loop.run();
    }

    void presses(String call, char key) {
        line.key(call, key);
        rig.loop.run();
    }

    @Override
    public void idle() {
        told.add("idle");
    }

    @Override
    public void call(PageCall call) {
        last = call;
        String words = call.view().state() + " " + call.sound() + (call.held() ? " held" : "");
        if (told.isEmpty() || !told.getLast().equals(words)) {
            told.add(words);
        }
    }

    @Override
    public void asked(PagePhones.Asked call) {
        asked = call;
        told.add("asked " + call.sound()
                + call.language().map(language -> " " + language.text()).orElse(""));
    }

    @Override
    public void incoming(PagePhones.Incoming call) {
        incoming = call;
        told.add("incoming " + call.sound());
    }

    @Override
    public long quietMillis() {
        return Math.max(0, rig.loop.nowMillis() - heardAt);
    }

    void declines(String call) {
        line.decline(call);
        rig.loop.run();
    }

    @Override
    public void ways(String call, IceServers.Grant grant) {
        told.add("ways " + grant.username());
    }

    @Override
    public void answer(String call, byte[] sdp) {
        told.add("answer");
    }

    @Override
    public void unusable(String call) {
        told.add("unusable");
    }

    @Override
    public void levels(String call, int near, int far) {
        // whenever it talks
    }
}
