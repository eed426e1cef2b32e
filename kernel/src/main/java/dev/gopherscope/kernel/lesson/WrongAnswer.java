package dev.gopherscope.kernel.lesson;

/**
 * A typical wrong answer and what the checker says to it. The kit's tests type it in and look for the phrase.
 *
 * @param source the cell as a learner would write it
 * @param phrase a part of the message that it must get
 */
public record WrongAnswer(String source, String phrase) {}
