"""A small course that is right in every way, for tests to copy and to spoil."""

from collections.abc import Callable

CURRICULUM = """\
format: 1
id: small-course
title: A small course
version: 1.0.0
language: en
summary: A course that the tests write.
licence: CC-BY-4.0
modules: [empathy]
"""

MODULE = """\
id: empathy
title: Empathy
summary: How to hear a person.
minutes: 65
domains: {mentoring_education: 40, recovery_wellness: 25}
competencies: [CC1.2, CC1.5]
objectives:
  - Say how empathy differs from sympathy.
take_care: Go slowly.
lessons:
  - being-heard
  - hearing
check: {minutes: 20, pass_mark: 80, attempts: 5}
sources:
  - title: Core Competencies, SAMHSA, 2015
    where: samhsa.gov
"""

LESSON = """\
---
id: empathy.being-heard
title: Being heard
minutes: 20
competencies: [CC1.5]
objectives:
  - Tell empathy from sympathy.
---

A first paragraph with **bold** words and [a link](https://example.org/page).

## A heading

![Three overlapping circles that share a middle.](pictures/circles.svg "Where we meet")

!!! remember
    Hear first.

    - Then ask.

### A smaller heading

| Said | Heard |
|---|:---|
| Fine | Not fine |
"""

SECOND_LESSON = """\
---
id: empathy.hearing
title: Hearing
minutes: 10
competencies: [CC1.2]
objectives: [Listen for two things.]
---
Only one paragraph.
"""

PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">
  <title>Circles</title><rect width="100" height="50" fill="#FFFFFF"/>
  <g fill="#1B6B5F" transform="translate(2 3)">
    <circle cx="20" cy="20" r="10" stroke="rgb(1, 2, 3)" stroke-dasharray="4 2"/>
    <path d="M 0 0 L 10 10 Z"/>
  </g>
  <text x="1" y="40" font-size="12" text-anchor="middle">I feel</text>
</svg>
"""

REFLECTIONS = """\
reflections:
  - id: empathy.heard
    title: A time I was heard
    after: hearing
    minutes: 15
    prompt: |
      Think of a time
      when you were heard.

      What helped?
"""

CHECK = """\
questions:
  - id: empathy.q01
    type: single
    lesson: being-heard
    competency: CC1.5
    prompt: Which one names the feeling?
    answers:
      - text: It hurt.
        right: true
        feedback: Yes.
      - text: Cheer up.
        feedback: That hurries the person.
  - id: empathy.q02
    type: multiple
    lesson: being-heard
    competency: CC1.5
    prompt: Which ones help?
    answers: [{text: A, right: true, feedback: Yes.}, {text: B, right: true, feedback: Yes.}, {text: C, feedback: No.}]
  - id: empathy.q03
    type: true_false
    lesson: hearing
    competency: CC1.2
    prompt: Empathy is pity.
    answer: false
    feedback: {"true": They differ., "false": Yes.}
  - id: empathy.q04
    type: matching
    lesson: hearing
    competency: CC1.2
    prompt: Match them.
    pairs: [{left: l1, right: r1, feedback: f1}, {left: l2, right: r2, feedback: f2}]
  - id: empathy.q05
    type: ordering
    lesson: hearing
    competency: CC1.2
    prompt: Put them in order.
    steps: [listen, ask, wait]
    feedback: {right: Yes., wrong: Listen first.}
  - id: empathy.q06
    type: short
    lesson: hearing
    competency: CC1.2
    prompt: What is the word?
    accept: [sympathy]
    feedback: {right: Yes., wrong: It is sympathy.}
  - id: empathy.q07
    type: scenario
    lesson: hearing
    competency: CC1.2
    scene: He says nothing.
    prompt: What do you do?
    answers: [{text: Wait, right: true, feedback: Yes.}, {text: Talk, feedback: No.}]
    follow_up:
      prompt: And now?
      answers: [{text: Ask, right: true, feedback: Yes.}, {text: Go, feedback: No.}]
    domain: mentoring_education
    difficulty: easy
"""

TWIN = """\
## What it means

You feel **with** the person.

!!! try
    Say back one thing that you heard.
"""

GUIDE = """\
live:
  minutes: 30
  aim: Hear one another.
  prepare: [Chairs in a circle]
  steps:
    - minutes: 10
      title: Arrive
      do: Everybody says their name.
    - {minutes: 20, title: Role play, do: Play the first card in threes.}
role_plays:
  - id: empathy.rp01
    title: The late bus
    scene: They meet at the stop.
    peer: You know him a little.
    person: You were laughed at on the bus.
    watch: Is there a silence?
discussion: [What helped you?]
watch_for: ["Advice: ask what was felt."]
"""

GLOSSARY = """\
terms:
  - term: Sympathy
    meaning: Feeling sorry for somebody.
    lesson: empathy.hearing
  - term: Paragraph
    forms: [heading, bold word]
    meaning: Where a lesson begins.
    lesson: empathy.being-heard
"""

FILES = {
    "curriculum.yaml": CURRICULUM,
    "glossary.yaml": GLOSSARY,
    "modules/empathy/module.yaml": MODULE,
    "modules/empathy/being-heard.md": LESSON,
    "modules/empathy/hearing.md": SECOND_LESSON,
    "modules/empathy/plain/being-heard.md": TWIN,
    "modules/empathy/guide.yaml": GUIDE,
    "modules/empathy/pictures/circles.svg": PICTURE,
    "modules/empathy/reflections.yaml": REFLECTIONS,
    "modules/empathy/check.yaml": CHECK,
}

Change = Callable[[str, str, str], None]
"""Replaces a piece of text, which has to be there, in a file of the course."""
