# ruff: noqa: E501 - some clinics put a whole paragraph on one line
"""Sample documents as other clinics may write them.

Each is what is special about it, its file name, its text, and what there is to find in it.
"""

from textwrap import dedent
from typing import NamedTuple


class Sample(NamedTuple):
    about: str
    file_name: str
    text: str
    name: str
    questions: list
    conditions: list | None
    time: str | None


def _sample(about, file_name, text, name, *kinds, conditions=None, time=None):
    text = dedent(text).lstrip("\n")
    return Sample(about, file_name, text, name, list(kinds), conditions, time)


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
    _sample(
        "headaches in place of conditions",
        "sample.txt",
        """
        Occipital Nerve Block Q&A

        What is an occipital nerve block?

        An occipital nerve block is an injection of numbing medicine near the nerves at the back of the head.

        Which headaches does it help?

        • Cluster headaches
        • Tension headaches
        • Migraine

        What should I expect on the day?

        The injection takes about 10 minutes. You rest for 20 minutes afterwards.

        How will I feel afterwards?

        You may feel numb for a few hours.
        """,
        "Occipital nerve block",
        ("what", "What is an occipital nerve block?"),
        ("treats", "Which headaches does it help?"),
        ("happens", "What should I expect on the day?"),
        ("recovery", "How will I feel afterwards?"),
        conditions=["Cluster headaches", "Tension headaches", "Migraine"],
        time="About 10 minutes",
    ),
    _sample(
        "a menu above the name",
        "sample.txt",
        """
        Home | About | Contact
        Genicular Nerve Block
        Patient information

        What is it?
        A genicular nerve block is an injection that numbs the nerves around the knee.

        Why is it done?
        To find out whether these nerves carry your knee pain.

        What happens?
        You lie on your back. The block takes about 15 minutes.

        After the block
        Keep a diary of your pain for 8 hours.
        """,
        "Genicular nerve block",
        ("what", "What is it?"),
        ("treats", "Why is it done?"),
        ("happens", "What happens?"),
        ("recovery", "After the block"),
        conditions=[],
        time="About 15 minutes",
    ),
    _sample(
        "Word's text export with its private bullets",
        "sample.txt",
        """
        SUNNY SAMPLE SPINE CENTER
        100 Sample Avenue, Suite 200, Springfield, IL 62701
        Phone: (555) 010-0100   Fax: (555) 010-0101
        www.sunnysample.example

        PATIENT EDUCATION

        Lumbar Epidural Steroid Injection

        What is a lumbar epidural steroid injection?
        A lumbar epidural steroid injection delivers a steroid into the space around the nerves of the lower back. It calms irritated nerves.

        Who is it for?
        It may help people with:
        \uf0b7\tHerniated disc
        \uf0b7\tSpinal stenosis
        \uf0b7\tSciatica
        o\twith leg pain
        o\twithout leg pain

        How do I get ready?
        Tell us if you take blood thinners.

        What happens during the injection?
        1.\tYou lie on your stomach.
        2.\tThe skin is cleaned and numbed.
        3.\tThe doctor guides a needle with X-ray.
        The procedure usually takes 15 to 20 minutes.

        What are the risks?
        Bleeding, infection and headache are uncommon.

        © 2024 Sunny Sample Spine Center. All rights reserved.
        Page 1 of 1
        """,
        "Lumbar epidural steroid injection",
        ("what", "What is a lumbar epidural steroid injection?"),
        ("suits", "Who is it for?"),
        ("prepare", "How do I get ready?"),
        ("happens", "What happens during the injection?"),
        ("side-effects", "What are the risks?"),
        conditions=[],
        time="15 to 20 minutes",
    ),
    _sample(
        "a web page with its menus and footer",
        "sample.txt",
        """
        Skip to main content
        Call Us: (555) 010-0199
        Home
        About Us
        Our Team
        Services
        Patient Resources
        Contact
        Book Online
        Home » Services » Radiofrequency Ablation
        Radiofrequency Ablation Q&A
        What is radiofrequency ablation?
        Radiofrequency ablation (RFA) is a minimally invasive procedure that uses heat to stop a nerve from sending pain signals. The team at Riverbend Sample Pain offers it for pain that has lasted at least three months.
        What conditions does radiofrequency ablation treat?
        Your Riverbend Sample Pain provider may recommend it for:
        Arthritis of the spine
        Facet joint pain
        Sacroiliac joint pain
        Whiplash
        Peripheral nerve pain
        It is not for everyone.
        What happens during radiofrequency ablation?
        You lie on a table. Your provider numbs the skin. The procedure takes 30-90 minutes, depending on how many nerves are treated.
        How long do the results last?
        Relief lasts six months to two years.
        To learn more about radiofrequency ablation, call Riverbend Sample Pain or book an appointment online today.
        Our Location
        Riverbend Sample Pain
        12 Sample Street
        Springfield, IL 62701
        Get Directions
        Hours of Operation
        Monday 8:00 am - 5:00 pm
        Privacy Policy | Terms & Conditions | Site Map
        © Copyright 2024 Riverbend Sample Pain. All Rights Reserved.
        """,
        "Radiofrequency ablation",
        ("what", "What is radiofrequency ablation?"),
        ("treats", "What conditions does radiofrequency ablation treat?"),
        ("happens", "What happens during radiofrequency ablation?"),
        ("other", "How long do the results last?"),
        conditions=[
            "Arthritis of the spine",
            "Facet joint pain",
            "Sacroiliac joint pain",
            "Whiplash",
            "Peripheral nerve pain",
        ],
        time="30 to 90 minutes",
    ),
    _sample(
        "Q1 and A1",
        "sample.txt",
        """
        Sacroiliac Joint Injection

        Q1. What is a sacroiliac joint injection?
        A1. It is an injection of medicine into the joint between the spine and the hip.

        Q2. What symptoms can it relieve?
        A2. It can relieve low back pain, buttock pain, and leg pain.

        Q3. How long will it take?
        A3. About 15 minutes. Plan an hour for the visit.

        Q4. When can I go back to work?
        A4. Most people go back the next day.
        """,
        "Sacroiliac joint injection",
        ("what", "What is a sacroiliac joint injection?"),
        ("treats", "What symptoms can it relieve?"),
        ("happens", "How long will it take?"),
        ("recovery", "When can I go back to work?"),
        conditions=["Low back pain", "Buttock pain", "Leg pain"],
        time="About 15 minutes",
    ),
    _sample(
        "roman numerals, one heading without a question mark",
        "sample.txt",
        """
        STELLATE GANGLION BLOCK

        I. What is a stellate ganglion block?
        It is an injection near the nerves at the front of the neck.

        II. What is it used for?
        - Complex regional pain syndrome
        - Shingles pain
        - Poor circulation in the arm

        III. What happens during the block?
        You lie on your back. It takes less than 30 minutes.

        IV. Recovery
        Your voice may be hoarse for a few hours.

        V. When should I call?
        Call us if you have trouble breathing.
        """,
        "Stellate ganglion block",
        ("what", "What is a stellate ganglion block?"),
        ("treats", "What is it used for?"),
        ("happens", "What happens during the block?"),
        ("recovery", "Recovery"),
        ("when-to-call", "When should I call?"),
        conditions=[
            "Complex regional pain syndrome",
            "Shingles pain",
            "Poor circulation in the arm",
        ],
        time="Less than 30 minutes",
    ),
    _sample(
        "Question 1 and a dash",
        "sample.txt",
        """
        Botox for Chronic Migraine

        Question 1 - What is it?
        Answer - Botox is a medicine that relaxes muscles. It is injected around the head and neck.

        Question 2 - Who can have it?
        Answer - Adults with 15 or more headache days a month.

        Question 3 - What happens at the appointment?
        Answer - You get about 31 small injections. This takes 10 to 15 minutes.

        Question 4 - How long until it works?
        Answer - Up to two weeks.
        """,
        "Botox for chronic migraine",
        ("what", "What is it?"),
        ("suits", "Who can have it?"),
        ("happens", "What happens at the appointment?"),
        ("other", "How long until it works?"),
        conditions=[],
        time="10 to 15 minutes",
    ),
    _sample(
        "tabs and double dashes",
        "sample.txt",
        """
        Hyaluronic Acid Knee Injection
        Questions and answers

        What is a hyaluronic acid injection?

        \tA hyaluronic acid injection puts a gel-like fluid into the knee joint.

        What conditions does it treat?

        \t-- Knee osteoarthritis
        \t-- Knee stiffness
        \t-- Knee pain that did not get better with other treatments

        What happens during the injection?

        \tStep 1: We clean your knee.
        \tStep 2: We numb the skin.
        \tStep 3: We inject the gel.
        \tThe injection takes 5 minutes.

        What should I do after?

        \t- Rest for a day
        \t- Use ice
        """,
        "Hyaluronic acid knee injection",
        ("what", "What is a hyaluronic acid injection?"),
        ("treats", "What conditions does it treat?"),
        ("happens", "What happens during the injection?"),
        ("recovery", "What should I do after?"),
        conditions=["Knee osteoarthritis", "Knee stiffness"],
        time="5 minutes",
    ),
    _sample(
        "headings in capitals that ask nothing",
        "sample.txt",
        """
        SPINAL CORD STIMULATION

        WHAT IT IS
        A spinal cord stimulator is a small device that sends mild pulses to the spinal cord.

        WHO IT HELPS
        People with long-lasting back or leg pain after surgery.

        BEFORE THE TRIAL
        Stop blood thinners as your doctor tells you.

        THE TRIAL
        The trial takes about one hour. Thin wires are placed near your spine.

        GOING HOME
        You need a driver.

        RISKS
        Infection, bleeding, and movement of the wires.
        """,
        "Spinal cord stimulation",
        ("what", "WHAT IT IS"),
        ("suits", "WHO IT HELPS"),
        ("prepare", "BEFORE THE TRIAL"),
        ("other", "THE TRIAL"),
        ("recovery", "GOING HOME"),
        ("side-effects", "RISKS"),
        conditions=[],
        time="",
    ),
    _sample(
        "labels with a colon",
        "sample.txt",
        """
        Intercostal Nerve Block

        Overview: An intercostal nerve block is an injection that numbs the nerves under the ribs.

        Conditions treated: rib fractures, shingles pain, and pain after chest surgery.

        Preparation: Do not eat for 6 hours before.

        Procedure: You sit or lie on your side. The procedure takes 15 minutes.

        Recovery: Rest for the day.

        Risks: A collapsed lung is rare.
        """,
        "Intercostal nerve block",
        ("what", "Overview"),
        ("treats", "Conditions treated"),
        ("prepare", "Preparation"),
        ("happens", "Procedure"),
        ("recovery", "Recovery"),
        ("side-effects", "Risks"),
        conditions=["Rib fractures", "Shingles pain", "Pain after chest surgery"],
        time="15 minutes",
    ),
    _sample(
        "conditions as short sentences",
        "sample.txt",
        """
        Cervical Epidural Steroid Injection FAQs

        What is a cervical epidural steroid injection?
        It places steroid medicine near the nerves of the neck.

        What does it treat?
        Neck pain with arm pain.
        Herniated discs.
        Spinal stenosis.

        Will I be asleep?
        No. You may have a light sedative.

        How long does the procedure take?
        Between 10 and 20 minutes.

        When can I drive?
        The next day.
        """,
        "Cervical epidural steroid injection",
        ("what", "What is a cervical epidural steroid injection?"),
        ("treats", "What does it treat?"),
        ("happens", "Will I be asleep?"),
        ("happens", "How long does the procedure take?"),
        ("recovery", "When can I drive?"),
        conditions=["Neck pain with arm pain", "Herniated discs", "Spinal stenosis"],
        time="10 to 20 minutes",
    ),
    _sample(
        "double spaced, a sentence with a gap, a list without marks",
        "sample.txt",
        """
        Ketamine Infusion Therapy


        What is ketamine infusion therapy?


        Ketamine is an anesthetic. In low doses, it can ease


        pain that other medicines do not reach.


        What conditions are treated?


        Complex regional pain syndrome


        Fibromyalgia


        Neuropathic pain


        What happens during an infusion?


        You sit in a chair. A session lasts about four hours.


        Is it safe?


        Most people do well. We watch your heart and breathing.
        """,
        "Ketamine infusion therapy",
        ("what", "What is ketamine infusion therapy?"),
        ("treats", "What conditions are treated?"),
        ("happens", "What happens during an infusion?"),
        ("side-effects", "Is it safe?"),
        conditions=["Complex regional pain syndrome", "Fibromyalgia", "Neuropathic pain"],
        time="About 4 hours",
    ),
    _sample(
        "numbered questions around numbered steps",
        "sample.txt",
        """
        Kyphoplasty: Your Questions Answered

        1) What is kyphoplasty?

        Kyphoplasty repairs a broken bone of the spine with cement.

        2) What is it for?

        Kyphoplasty treats:

        a) osteoporosis fractures
        b) cancer fractures
        c) fractures after an injury

        3) What happens?

        1. You lie face down.
        2. We numb your back.
        3. We place a small balloon and fill the space with cement.

        The whole procedure takes about an hour for each bone.

        4) Recovery

        1. Lie flat for one hour.
        2. Go home with a driver.

        5) Will I need another one?

        Perhaps.
        """,
        "Kyphoplasty",
        ("what", "What is kyphoplasty?"),
        ("treats", "What is it for?"),
        ("happens", "What happens?"),
        ("recovery", "Recovery"),
        ("other", "Will I need another one?"),
        conditions=["Osteoporosis fractures", "Cancer fractures", "Fractures after an injury"],
        time="About 1 hour",
    ),
    _sample(
        "two procedures in one document",
        "sample.txt",
        """
        Facet Joint Injection Q&A

        What is a facet joint injection?

        It places medicine into a small joint of the spine.

        What does a facet joint injection treat?

        • Neck pain
        • Back pain

        Medial Branch Block Q&A

        What is a medial branch block?

        It numbs the nerves of the small joints.

        What happens during a medial branch block?

        It takes 20 minutes.
        """,
        "Facet joint injection",
        ("what", "What is a facet joint injection?"),
        ("treats", "What does a facet joint injection treat?"),
        ("what", "What is a medial branch block?"),
        ("happens", "What happens during a medial branch block?"),
        conditions=["Neck pain", "Back pain"],
        time="20 minutes",
    ),
    _sample(
        "Spanish",
        "sample.txt",
        """
        Inyección epidural de esteroides: preguntas y respuestas

        ¿Qué es una inyección epidural de esteroides?

        Es una inyección de medicamento cerca de los nervios de la espalda.

        ¿Qué condiciones trata?

        • Ciática
        • Hernia de disco
        • Dolor de cuello

        ¿Cuánto tiempo dura?

        Dura entre 15 y 20 minutos.

        ¿Cuáles son los riesgos?

        Sangrado e infección son raros.
        """,
        "Inyección epidural de esteroides",
        ("other", "¿Qué es una inyección epidural de esteroides?"),
        ("other", "¿Qué condiciones trata?"),
        ("other", "¿Cuánto tiempo dura?"),
        ("other", "¿Cuáles son los riesgos?"),
        conditions=[],
        time="",
    ),
    _sample(
        "underlined headings",
        "sample.rst",
        """
        Vertebroplasty
        ==============

        What is it?
        -----------

        Vertebroplasty puts cement into a broken bone.

        Conditions
        ----------

        * Osteoporosis fractures
        * Spine tumors

        The procedure
        -------------

        It takes about 1 hour per bone.

        Afterwards
        ----------

        Lie flat for two hours.
        """,
        "Vertebroplasty",
        ("what", "What is it?"),
        ("treats", "Conditions"),
        ("happens", "The procedure"),
        ("recovery", "Afterwards"),
        conditions=["Osteoporosis fractures", "Spine tumors"],
        time="About 1 hour",
    ),
    _sample(
        "questions that nobody answers",
        "sample.txt",
        """
        Prolotherapy Q&A

        Tired of living with joint pain? Wondering whether you will ever hike again? Prolotherapy may help.

        What is prolotherapy?

        Prolotherapy is an injection of a sugar solution. Sounds strange? It makes the body repair itself.

        Why sugar? Because it is safe and cheap.

        How does prolotherapy work?

        It irritates the tissue. And then what? The body sends repair cells.

        Does it hurt?

        Most people feel an ache.

        Ready to get back on the trail?

        Call Sample Ridge Clinic today!
        """,
        "Prolotherapy",
        ("other", "About Prolotherapy"),
        ("what", "What is prolotherapy?"),
        ("what", "How does prolotherapy work?"),
        ("happens", "Does it hurt?"),
        conditions=[],
        time="",
    ),
    _sample(
        "questions to ask oneself",
        "sample.txt",
        """
        Cortisone Shots

        What is a cortisone shot?

        A cortisone shot is an injection of a strong anti-inflammatory medicine.

        How often can I have one?

        Three or four times a year.

        Why the limit? Too much cortisone may weaken tendons.

        What are the side effects?

        Ask yourself:

        Am I diabetic?
        Do I have an infection?
        Am I pregnant?

        If you answer yes to any of these, tell us.
        """,
        "Cortisone shots",
        ("what", "What is a cortisone shot?"),
        ("other", "How often can I have one?"),
        ("side-effects", "What are the side effects?"),
        conditions=[],
        time="",
    ),
    _sample(
        "arrows, ticks and headings without marks",
        "sample.txt",
        """
        Ganglion Impar Block

        What is a ganglion impar block?
        An injection near the tailbone.

        Conditions treated
        ➢ Tailbone pain
        ➢ Pelvic pain
        ➢ Rectal pain

        What to expect
        ✔ You lie face down
        ✔ The block takes ten minutes
        ❖ You go home the same day

        Risks
        → Bleeding
        → Infection
        """,
        "Ganglion impar block",
        ("what", "What is a ganglion impar block?"),
        ("treats", "Conditions treated"),
        ("happens", "What to expect"),
        ("side-effects", "Risks"),
        conditions=["Tailbone pain", "Pelvic pain", "Rectal pain"],
        time="10 minutes",
    ),
    _sample(
        "lettered questions, no title",
        "nerve-root-block.txt",
        """
        A. What is a nerve root block?
        A nerve root block numbs one spinal nerve.

        B. What does it treat?
        Sciatica, arm pain, and leg pain.

        C. What happens during the block?
        You lie on your stomach for about 20 minutes.

        D. What are the risks?
        Bleeding.
        """,
        "Nerve root block",
        ("what", "What is a nerve root block?"),
        ("treats", "What does it treat?"),
        ("happens", "What happens during the block?"),
        ("side-effects", "What are the risks?"),
        conditions=["Sciatica", "Arm pain", "Leg pain"],
        time="",
    ),
    _sample(
        "a letter, no title",
        "sample.txt",
        """
        Dear patient,

        Thank you for choosing Sample Valley Spine. This sheet explains your upcoming sacroiliac joint injection.

        What is a sacroiliac joint injection?
        It puts medicine into the joint between spine and hip.

        Preparation:
        - Do not eat for 4 hours
        - Bring a driver

        Procedure:
        You lie face down. The injection itself takes about 10 min.

        After your injection:
        - Rest today
        - Walk tomorrow

        Call us if:
        - you have a fever
        - you cannot urinate

        Call 911 if you cannot breathe.

        Sincerely,
        The Team at Sample Valley Spine
        """,
        "Sacroiliac joint injection",
        ("other", "About Sacroiliac joint injection"),
        ("what", "What is a sacroiliac joint injection?"),
        ("prepare", "Preparation"),
        ("happens", "Procedure"),
        ("recovery", "After your injection"),
        ("when-to-call", "Call us if"),
        conditions=[],
        time="About 10 minutes",
    ),
    _sample(
        "a numbered table of contents",
        "sample.txt",
        """
        Table of Contents
        1. What is ozone therapy?
        2. What does it treat?
        3. Recovery

        Ozone Therapy

        1. What is ozone therapy?
        A gas is injected into a disc.

        2. What does it treat?
        Herniated discs and sciatica.

        3. Recovery
        A day of rest.
        """,
        "Ozone therapy",
        ("what", "What is ozone therapy?"),
        ("treats", "What does it treat?"),
        ("recovery", "Recovery"),
        conditions=[],
        time="",
    ),
    _sample(
        "parts of one answer",
        "sample.txt",
        """
        Spinal Fusion

        What happens?

        Before the procedure
        You change into a gown.

        During the procedure
        The surgeon joins two bones. It takes two to three hours.

        After the procedure
        You wake up in the recovery room.

        How long is recovery?

        Three to six months.
        """,
        "Spinal fusion",
        ("happens", "What happens?"),
        ("recovery", "How long is recovery?"),
        conditions=[],
        time="2 to 3 hours",
    ),
    _sample(
        "an indented answer below a numbered heading",
        "sample.txt",
        """
        Frequently Asked Questions

        Sphenopalatine Ganglion Block

        1. What is a sphenopalatine ganglion block?
           A sphenopalatine ganglion block numbs a bundle of nerves behind the nose.

        2. What conditions can it treat?
           * Migraine
           * Cluster headaches
           * Facial pain

        3. How is it done?
           A thin tube is placed in each nostril. It takes 5 to 10 minutes.

        4. Aftercare instructions
           You may drive home.

        Disclaimer: This information is not medical advice.
        """,
        "Sphenopalatine ganglion block",
        ("what", "What is a sphenopalatine ganglion block?"),
        ("treats", "What conditions can it treat?"),
        ("happens", "How is it done?"),
        ("recovery", "Aftercare instructions"),
        conditions=["Migraine", "Cluster headaches", "Facial pain"],
        time="5 to 10 minutes",
    ),
    _sample(
        "a head with a title, numbered bold headings, a list in a list",
        "prp.md",
        """
        ---
        title: PRP Therapy at Harborview Sample Clinic
        date: 2023-04-05
        tags: [prp, regenerative]
        ---

        # Platelet-Rich Plasma (PRP) Therapy Q&A

        **1. What is PRP?**

        PRP is a concentrate made from your own blood. It carries growth factors to an injured area.

        **2. What can PRP treat?**

        PRP is used for:

        - Knee osteoarthritis
          - early stage
          - middle stage
        - Tennis elbow
        - Rotator cuff tears

        **3. How is PRP done?**

        We draw your blood, spin it, and inject the plasma. The visit takes 45 to 60 minutes.

        **4. Are there side effects?**

        Soreness for a few days.

        **5. Recovery**

        Rest the joint for two days. Most people return to sports after six weeks.
        """,
        "Platelet-rich plasma (PRP) therapy",
        ("what", "What is PRP?"),
        ("treats", "What can PRP treat?"),
        ("happens", "How is PRP done?"),
        ("side-effects", "Are there side effects?"),
        ("recovery", "Recovery"),
        conditions=["Knee osteoarthritis", "Tennis elbow", "Rotator cuff tears"],
        time="45 to 60 minutes",
    ),
    _sample(
        "questions that unfold",
        "faq.md",
        """
        # Nerve Block FAQ

        <details>
        <summary>What is a nerve block?</summary>

        A nerve block is an injection that **numbs** a nerve.

        </details>

        <details>
        <summary>What does it treat?</summary>

        - Neck pain
        - Shoulder pain
        - Shingles

        </details>

        <details>
        <summary><b>How long does it take?</b></summary>
        About 15 minutes.
        </details>
        """,
        "Nerve block",
        ("what", "What is a nerve block?"),
        ("treats", "What does it treat?"),
        ("happens", "How long does it take?"),
        conditions=["Neck pain", "Shoulder pain", "Shingles"],
        time="About 15 minutes",
    ),
    _sample(
        "a table of questions",
        "tf.md",
        """
        # Trigger Finger Injection

        | Question | Answer |
        | --- | --- |
        | What is a trigger finger injection? | A steroid shot into the palm. |
        | What does it treat? | Trigger finger, trigger thumb, and hand stiffness. |
        | How long does it take? | Five minutes. |
        | Recovery | Rest the hand for a day. |
        """,
        "Trigger finger injection",
        ("what", "What is a trigger finger injection?"),
        ("treats", "What does it treat?"),
        ("happens", "How long does it take?"),
        ("recovery", "Recovery"),
        conditions=["Trigger finger", "Trigger thumb", "Hand stiffness"],
        time="5 minutes",
    ),
    _sample(
        "numbered headings of three levels",
        "rfa.md",
        """
        ## Radiofrequency Ablation (RFA)

        ### 1. Overview

        RFA uses heat to quiet nerves.

        ### 2. Who is a candidate?

        People whose pain went away after a test block.

        ### 3. Day of procedure

        Expect to be here for two hours. The procedure itself takes 45 minutes.

        ### 4. Post-procedure instructions

        - Ice the area
        - No baths for 48 hours

        ### 5. FAQs

        #### Can I drive home?

        No.

        #### When will I feel relief?

        In two to three weeks.
        """,
        "Radiofrequency ablation (RFA)",
        ("what", "Overview"),
        ("suits", "Who is a candidate?"),
        ("happens", "Day of procedure"),
        ("recovery", "Post-procedure instructions"),
        ("recovery", "Can I drive home?"),
        ("other", "When will I feel relief?"),
        conditions=[],
        time="45 minutes",
    ),
    _sample(
        "a blog post",
        "sample.txt",
        """
        By Sample Author | January 5, 2023 | Blog, Pain

        5 Things to Know About Radiofrequency Ablation

        If you live with back pain, you know how hard mornings can be. Radiofrequency ablation may help.

        1. What Is Radiofrequency Ablation?

        It heats a nerve so that it cannot send pain signals.

        2. Who Is a Good Candidate?

        People who had relief from a test block.

        3. What Can You Expect?

        The procedure takes 30 to 60 minutes.

        4. How Long Does Relief Last?

        Nine months on average.

        5. Is It Safe?

        Yes.

        Share this:
        Facebook
        Twitter
        """,
        "Radiofrequency ablation",
        ("other", "About Radiofrequency ablation"),
        ("what", "What Is Radiofrequency Ablation?"),
        ("suits", "Who Is a Good Candidate?"),
        ("happens", "What Can You Expect?"),
        ("other", "How Long Does Relief Last?"),
        ("side-effects", "Is It Safe?"),
        conditions=[],
        time="30 to 60 minutes",
    ),
    _sample(
        "a numbered list of bold questions",
        "botox.md",
        """
        # Botox for Migraine

        1. **What is Botox?**

           Botox is a medicine that relaxes muscles.

        2. **What does it treat?**

           - Chronic migraine
           - Cervical dystonia

        3. **How long does a session take?**

           About 15 minutes.

        4. **Aftercare**

           Do not lie down for 4 hours.
        """,
        "Botox for migraine",
        ("what", "What is Botox?"),
        ("treats", "What does it treat?"),
        ("happens", "How long does a session take?"),
        ("recovery", "Aftercare"),
        conditions=["Chronic migraine", "Cervical dystonia"],
        time="About 15 minutes",
    ),
    _sample(
        "a hidden comment",
        "l.md",
        """
        <!-- internal: do not publish -->
        # Lidocaine Infusion

        **What is a lidocaine infusion?**
        A slow drip of numbing medicine.

        **What conditions does it help?**
        - Fibromyalgia
        - Neuropathy

        **What happens during the infusion?**
        You sit in a chair for about an hour.
        """,
        "Lidocaine infusion",
        ("what", "What is a lidocaine infusion?"),
        ("treats", "What conditions does it help?"),
        ("happens", "What happens during the infusion?"),
        conditions=["Fibromyalgia", "Neuropathy"],
        time="",
    ),
    _sample(
        "bold labels before their answers",
        "piriformis.md",
        """
        # Piriformis Injection FAQ

        **What is a piriformis injection?** It places medicine into a muscle deep in the buttock.

        **What does it help with?** It helps with sciatica, buttock pain, and hip pain.

        **Does it hurt?** A little. You feel a pinch.

        **Aftercare.** Rest for a day. Avoid long drives.
        """,
        "Piriformis injection",
        ("what", "What is a piriformis injection?"),
        ("treats", "What does it help with?"),
        ("happens", "Does it hurt?"),
        ("recovery", "Aftercare"),
        conditions=["Sciatica", "Buttock pain", "Hip pain"],
        time="",
    ),
    _sample(
        "tags for headings and lists",
        "gna.md",
        """
        <h1>Genicular Nerve Ablation</h1>

        <h2>What is genicular nerve ablation?</h2>

        <p>It treats knee pain with heat.</p>

        <h2>Which conditions does it help?</h2>

        <ul>
        <li>Knee osteoarthritis</li>
        <li>Knee pain after replacement</li>
        <li>Chronic knee pain</li>
        </ul>

        <h2>Recovery time</h2>

        <p>A day or two.</p>
        """,
        "Genicular nerve ablation",
        ("what", "What is genicular nerve ablation?"),
        ("treats", "Which conditions does it help?"),
        ("recovery", "Recovery time"),
        conditions=["Knee osteoarthritis", "Knee pain after replacement", "Chronic knee pain"],
        time="",
    ),
    _sample(
        "underlined titles",
        "pump.md",
        """
        Intrathecal Pain Pump
        =====================

        Patient Guide

        What is a pain pump?
        --------------------

        A pain pump delivers medicine to the fluid around the spinal cord.

        Which problems is it used for?
        ------------------------------

        1. Cancer pain
        2. Spasticity
        3. Failed back surgery syndrome

        Life with a pump
        ----------------

        You come in for refills every one to six months.
        """,
        "Intrathecal pain pump",
        ("what", "What is a pain pump?"),
        ("treats", "Which problems is it used for?"),
        ("other", "Life with a pump"),
        conditions=["Cancer pain", "Spasticity", "Failed back surgery syndrome"],
        time="",
    ),
]
