import pytest

from procedures.importing.kinds import kind_of

QUESTIONS = {
    "what": """
        What is a trigger point injection?
        What are epidural steroid injections?
        What’s a nerve block?
        What is a nerve block and how does it work?
        How does it work?
        How does radiofrequency ablation work?
        What does radiofrequency mean?
        Overview
    """,
    "treats": """
        What types of pain can trigger point injections treat?
        What conditions does it treat?
        Which conditions are treated with this?
        What is a nerve block used to treat?
        What is a nerve block used for?
        What can it help with?
        Which headaches does it help?
        What symptoms can it relieve?
        Which problems is it used for?
        What is it for?
        Can it treat sciatica?
        Why is it done?
        Conditions treated
        Indications
    """,
    "suits": """
        Who can benefit from a nerve block?
        Am I a candidate?
        Who is a good candidate for this treatment?
        Is it right for me?
        Is a nerve block right for me?
        Who should not have this injection?
        Do I need an injection?
        Can I have it if I am pregnant?
        What conditions would prevent me from having it?
        Contraindications
    """,
    "prepare": """
        How do I prepare?
        How should I prepare for my appointment?
        What should I tell my provider?
        What should I do before the procedure?
        Can I eat before the procedure?
        Should I stop taking my medicines?
        What should I bring?
        Preparation
    """,
    "happens": """
        What happens during a trigger point injection procedure?
        What happens during and after the injection?
        How is it done?
        How is the procedure performed?
        How do you perform the injection?
        What can I expect during the visit?
        What should I expect?
        What can you expect?
        Day of the procedure
        How long does it take?
        How long does the procedure last?
        Does it hurt?
        Will I be awake?
        The procedure
    """,
    "recovery": """
        What is recovery like after a trigger point injection?
        What happens after the procedure?
        How soon can I return to work?
        How soon can I drive?
        When can I go back to work?
        How long will I be off work?
        How long does it take to recover?
        Is it safe to drive?
        Do I need a driver?
        Aftercare
        Going home
        Post-procedure instructions
        When can I exercise?
    """,
    "side-effects": """
        What are the side effects?
        What are the risks?
        Are there any complications?
        Is it safe?
        What are the side effects after an injection?
        Risks and side effects
    """,
    "when-to-call": """
        When should I call the clinic?
        When should I see a doctor?
        What counts as an emergency?
        What are the warning signs?
        When to call
    """,
    "other": """
        How much does it cost?
        Will my insurance cover it?
        How often can I have it?
        How many injections will I need?
        How long does relief last?
        How long does it take to work?
        How soon will I feel better?
        What results can I expect?
        What are the alternatives?
        What is the success rate?
        How do I book an appointment?
        Who performs the injection?
        What happens if I do nothing?
    """,
}
TABLE = [(kind, line.strip()) for kind in QUESTIONS for line in QUESTIONS[kind].strip().split("\n")]


@pytest.mark.parametrize(("kind", "question"), TABLE)
def test_a_question_has_the_kind_that_its_words_say(kind, question):
    assert kind_of(question) == kind
    assert kind_of(question.upper()) == kind
