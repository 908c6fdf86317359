package dev.fargatecd.junit;

/** How long a test's cloud lives. */
public enum CloudPer {
    /** Made when a test first asks for it, and closed after that test. */
    TEST,
    /** Made when the class first asks for it, and closed after its last test. */
    CLASS
}
