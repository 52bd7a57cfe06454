package org.stillcall.console;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.stillcall.push.PushEndpoint;
import org.stillcall.push.Pushes;

/** A push service that notes by which paths it was asked. */
final class FakePushes implements Pushes {
    final BlockingQueue<String> woken = new LinkedBlockingQueue<>();
    volatile Outcome outcome = Outcome.TAKEN;

    @Override
    public byte[] publicKey() {
        return new byte[65];
    }

    @Override
    public Outcome send(PushEndpoint endpoint) {
        woken.add(endpoint.path());
        return outcome;
    }
}
