package org.stillcall.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends browsers that do not end when they are told to: now and then one waits for its sound's service for ever, and the
 * driver for the browser. Closed once they ended.
 */
final class BrowserEnd implements AutoCloseable {
    private static final int SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean forced;

    BrowserEnd() {
        Thread.ofPlatform().daemon().start(this::watch);
    }

    private void watch() {
        try {
            if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
                forced = true;
                System.err.println("A browser did not end by itself within " + SECONDS + " s.");
                ProcessHandle.current()
                        .descendants()
                        .filter(one -> one.info().command().orElse("").contains("chromium"))
                        .forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        if (forced) {
            Browsers.forget();
        }
    }
}
