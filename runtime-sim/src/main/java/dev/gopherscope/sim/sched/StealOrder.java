package dev.gopherscope.sim.sched;

/**
 * Visits all Ps once in a random order: a random start and a random step that is coprime to their number. Follows
 * {@code randomOrder} in {@code runtime/proc.go}.
 */
final class StealOrder {
    private int count;
    private int visited;
    private int position;
    private int step;

    /** Starts a round over n Ps with 32 random bits. */
    void start(int[] coprimes, int n, long random) {
        count = n;
        visited = 0;
        position = (int) (random % n);
        step = coprimes[(int) (random / n % coprimes.length)];
    }

    boolean done() {
        return visited == count;
    }

    int position() {
        return position;
    }

    void next() {
        visited++;
        position = (position + step) % count;
    }

    /** The numbers from 1 to n that have no common factor with n. */
    static int[] coprimes(int n) {
        return java.util.stream.IntStream.rangeClosed(1, n)
                .filter(i -> gcd(i, n) == 1)
                .toArray();
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
