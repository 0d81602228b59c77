package nl.waarborg;
public class Leak {}
