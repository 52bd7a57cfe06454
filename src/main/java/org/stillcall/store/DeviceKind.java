package org.stillcall.store;

/** What sort of thing a device is, as chosen by whoever let it in. */
public enum DeviceKind {
    PHONE,
    TABLET,
    LAPTOP,
    DESKTOP
}
