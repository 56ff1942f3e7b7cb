"""Sample documents as other clinics may write them.

Each is what is special about it, its file name, its text, and the name and questions to find.
"""

from textwrap import dedent


def _sample(about, file_name, text, name, *kinds):
    return about, file_name, dedent(text).lstrip("\n"), name, list(kinds)


SAMPLES = [
    _sample(
        "Q and A prefixes",
        "sample.txt",
        """
        Sample Nerve Block - Frequently Asked Questions

        Q: What is a sample nerve block?
        A: A sample nerve block numbs a nerve. Why a nerve? Because it carries pain.

        Is that all? Yes.

        Q: What does it treat?
        A: It can treat neck pain, back pain, and headaches.

        Q: How long does it take?
        A: About 1 hour.

        Q: When can I return to work?
        A: The next day.
        """,
        "Sample nerve block",
        ("what", "What is a sample nerve block?"),
        ("treats", "What does it treat?"),
        ("happens", "How long does it take?"),
        ("recovery", "When can I return to work?"),
    ),
    _sample(
        "numbered questions, answers on the next line",
        "sample.txt",
        """
        FAQ: Sample Joint Injection
        1. What is a sample joint injection?
        It is an injection into a joint.
        2. How do I prepare?
        Tell your provider about:
        1. Your medicines.
        2. Your allergies.
        3) What are the risks?
        Bleeding and infection are rare.
        """,
        "Sample joint injection",
        ("what", "What is a sample joint injection?"),
        ("prepare", "How do I prepare?"),
        ("side-effects", "What are the risks?"),
    ),
    _sample(
        "one paragraph on each line, no empty lines",
        "sample.txt",
        """
        Sample Block Q & A
        What is a sample block?
        A sample block is an injection that numbs one nerve for a while. It is done in the office.
        Your provider may advise it when other treatments did not help you, or not for long.
        What conditions does it treat?
        It treats many conditions, including:
        • Neck pain
        • Sciatica (pain down the leg)
        • Headaches, and
        Your provider explains which of them fits.
        What happens during a sample block?
        You lie on your side.
        It takes 10 to 20 minutes.
        """,
        "Sample block",
        ("what", "What is a sample block?"),
        ("treats", "What conditions does it treat?"),
        ("happens", "What happens during a sample block?"),
    ),
    _sample(
        "hard-wrapped at 60 columns",
        "sample.txt",
        """
        SAMPLE STEROID INJECTION FAQS

        WHAT IS A SAMPLE STEROID INJECTION?

        A sample steroid injection is a shot of a medicine that
        calms a swollen nerve. Have you tried other things? Is it
        right? Your provider will say so before
        10. Then you decide.

        It is not surgery. You go home the same day, and you can
        - most of the time - eat as usual.

        WHAT HAPPENS DURING A SAMPLE STEROID INJECTION AND HOW LONG
        DOES IT TAKE?

        You lie down. The treatment itself takes one to two hours.
        """,
        "Sample steroid injection",
        ("what", "WHAT IS A SAMPLE STEROID INJECTION?"),
        (
            "happens",
            "WHAT HAPPENS DURING A SAMPLE STEROID INJECTION AND HOW LONG DOES IT TAKE?",
        ),
    ),
    _sample(
        "Markdown with headings of two levels",
        "sample.md",
        """
        # Sample Ablation

        A sample ablation calms a nerve with heat.

        ## What is a sample ablation?

        It uses **heat**. See [our page](https://clinic.example/heat) for more.

        ### How heat helps

        Heat stops the signal.

        ## Conditions treated

        * Neck pain
        * Low back pain
          * from joints
        * Sciatica – pain in the leg

        ## What happens?

        1. You lie down.
        2. The skin is numbed.

        > Ask at any time.

        ## Recovery

        | When | What |
        |---|---|
        | Day 1 | Rest |
        | Day 2 | Walk |

        ## Risks and side effects

        Soreness is common.
        """,
        "Sample ablation",
        ("what", "What is a sample ablation?"),
        ("treats", "Conditions treated"),
        ("happens", "What happens?"),
        ("recovery", "Recovery"),
        ("side-effects", "Risks and side effects"),
    ),
    _sample(
        "Markdown with bold questions, some with the answer beside them",
        "sample.txt",
        """
        **Sample Shot: Questions and Answers**

        **What is a sample shot?** It is a small injection.

        **Does it hurt?**
        A little.

        **Will insurance cover it?**

        Ask us. Does that sound hard?
        """,
        "Sample shot",
        ("what", "What is a sample shot?"),
        ("happens", "Does it hurt?"),
        ("other", "Will insurance cover it?"),
    ),
    _sample(
        "a table of contents, page numbers and a repeated title",
        "sample.txt",
        """
        Home > Services
        Sample Block: Frequently Asked Questions

        What is a sample block?
        What are the side effects?

        Page 1 of 2

        What is a sample block?

        It numbs a nerve.

        Sample Block: Frequently Asked Questions

        What are the side effects?

        Soreness for a day.

        2
        """,
        "Sample block",
        ("what", "What is a sample block?"),
        ("side-effects", "What are the side effects?"),
    ),
    _sample(
        "no title: the name is in the first question",
        "a-file.txt",
        """
        What is a sample nerve test?

        It is a test.

        Am I a candidate?

        You may be, if you have pain.

        When should I call the doctor?

        If you have a fever. In an emergency call 911.
        """,
        "Sample nerve test",
        ("what", "What is a sample nerve test?"),
        ("suits", "Am I a candidate?"),
        ("when-to-call", "When should I call the doctor?"),
    ),
    _sample(
        "marks on lines of their own",
        "sample.txt",
        """
        Patient information: Sample SI Joint Injection

        Q:
        What is a sample SI joint injection?
        A:
        An injection near the spine.
        Q:
        What can it treat?
        A:
        It treats
        •
        Hip pain
        •
        Back pain
        """,
        "Sample SI joint injection",
        ("what", "What is a sample SI joint injection?"),
        ("treats", "What can it treat?"),
    ),
    _sample(
        "a long introduction and a list without marks",
        "sample.txt",
        """
        Sample Block

        Pain can be hard. We help many people with it.

        Our team explains every step.

        What types of pain can a sample block treat?

        It treats several kinds of pain:

        Hip Pain
        Neck Pain
        TMJ Pain

        Ask us about others.

        Still have questions?

        Call our office to book an appointment.
        """,
        "Sample block",
        ("other", "About Sample block"),
        ("treats", "What types of pain can a sample block treat?"),
    ),
    _sample(
        "bulleted questions with their answers below",
        "sample.txt",
        """
        Sample Block FAQ

        • What is a sample block?
        It numbs a nerve.
        • How is it done?
        With a thin needle.
        """,
        "Sample block",
        ("what", "What is a sample block?"),
        ("happens", "How is it done?"),
    ),
    _sample(
        "Markdown where every heading has the same level",
        "sample.md",
        """
        # Sample Pump Q&A
        # What it is
        A small pump.
        # How to prepare
        Eat nothing after midnight.
        # After the procedure
        Rest.
        """,
        "Sample pump",
        ("what", "What it is"),
        ("prepare", "How to prepare"),
        ("recovery", "After the procedure"),
    ),
]
