package dev.patchbay.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Changes JSON by its tokens: values become others, whole values are doubled, left out, exchanged or nested. */
final class JsonMutation {

    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*\"|-?\\d[\\d.eE+-]*|true|false|null|[\\[\\]{}:,]|\\s+|.");

    private static final List<String> VALUES = List.of(
            "null", "true", "{}", "[]", "\"\"", "-1", "0", "1e999", "1.5", "NaN", "99999999999999999999999999", "-" + "9".repeat(400),
            "[[[[[[]]]]]]", "{\"a\":{}}");

    private final Random random;
    private final Cases cases;

    JsonMutation(Random random) {
        this.random = random;
        this.cases = new Cases(random);
    }

    String of(String json) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(json);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        if (random.nextBoolean()) {
            alike(tokens);
            return String.join("", tokens);
        }
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && !tokens.isEmpty(); i++) {
            change(tokens);
        }
        return String.join("", tokens);
    }

    /** A text or number becomes another one, mostly of the same document: such files come furthest. */
    private void alike(List<String> tokens) {
        List<Integer> places = IntStream.range(0, tokens.size()).filter(at -> isValue(tokens.get(at))).boxed().toList();
        if (!places.isEmpty()) {
            int at = places.get(random.nextInt(places.size()));
            boolean text = tokens.get(at).startsWith("\"");
            List<String> same = tokens.stream().filter(token -> isValue(token) && token.startsWith("\"") == text).toList();
            String other = same.get(random.nextInt(same.size()));
            tokens.set(at, random.nextInt(3) > 0 ? other : text ? joined(tokens.get(at), other) : Long.toString(cases.number()));
        }
    }

    private static boolean isValue(String token) {
        return token.startsWith("\"") || Character.isDigit(token.charAt(token.length() - 1));
    }

    /** The beginning of one text and the end of the other. */
    private String joined(String one, String other) {
        return one.substring(0, 1 + random.nextInt(one.length() - 1)) + other.substring(1 + random.nextInt(other.length() - 1));
    }

    private void change(List<String> tokens) {
        int at = random.nextInt(tokens.size());
        int end = end(tokens, at);
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> tokens.set(at, replaced(tokens.get(at)));
            case 3 -> tokens.subList(at, end).clear();
            case 4 -> tokens.addAll(at, List.copyOf(tokens.subList(at, end)));
            case 5 -> exchange(tokens, at, end);
            case 6 -> repeat(tokens, at, end);
            case 7 -> nest(tokens, at, end);
            case 8 -> {
                tokens.subList(at, end).clear();
                tokens.add(at, VALUES.get(random.nextInt(VALUES.size())));
            }
            default -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
        }
    }

    private String replaced(String token) {
        if (token.startsWith("\"")) {
            return random.nextInt(4) == 0 ? VALUES.get(random.nextInt(VALUES.size())) : "\"" + cases.text().replace("\"", "") + "\"";
        }
        return Character.isDigit(token.charAt(token.length() - 1))
                ? Long.toString(cases.number())
                : VALUES.get(random.nextInt(VALUES.size()));
    }

    private void exchange(List<String> tokens, int at, int end) {
        List<String> taken = new ArrayList<>(tokens.subList(at, end));
        tokens.subList(at, end).clear();
        tokens.addAll(random.nextInt(tokens.size() + 1), taken);
    }

    private void repeat(List<String> tokens, int at, int end) {
        List<String> some = new ArrayList<>(tokens.subList(at, end));
        some.add(",");
        int times = random.nextInt(10) == 0 ? 20_000 / some.size() : random.nextInt(50);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.addAll(some);
        }
        tokens.addAll(at, all);
    }

    private void nest(List<String> tokens, int at, int end) {
        int depth = random.nextInt(4) == 0 ? 5_000 : random.nextInt(300);
        boolean lists = random.nextBoolean();
        tokens.add(end, (lists ? "]" : "}").repeat(depth));
        tokens.add(at, (lists ? "[" : "{\"a\":").repeat(depth));
    }

    /** Where the value that begins here ends. */
    private static int end(List<String> tokens, int from) {
        int depth = 0;
        for (int at = from; at < tokens.size(); at++) {
            String token = tokens.get(at);
            depth += token.equals("{") || token.equals("[") ? 1 : token.equals("}") || token.equals("]") ? -1 : 0;
            if (depth <= 0) {
                return at + 1;
            }
        }
        return tokens.size();
    }
}
