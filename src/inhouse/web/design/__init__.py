"""How do pages look? The components of the GOV.UK Design System, without its crown, font or name.

How to make a page
------------------
A view carries ``@permission("…")`` and renders a template that extends ``design/base.html``::

    {% extends "design/base.html" %}
    {% block title %}Payments{% endblock %}
    {% block before %}{% back_link "payments" "Payments" %}{% endblock %}
    {% block content %}<h1 class="govuk-heading-xl">Payments</h1>…{% endblock %}

Blocks
    ``title`` (without the programme's name), ``before`` (breadcrumbs or a back link), ``content``, ``head`` (meta,
    stylesheets) and ``scripts``. The page's width is the block ``wide``: put ``{% block wide %}app-wide{% endblock %}``
    for pages that are tables first.
Menu
    One line per section in :mod:`inhouse.web.design.navigation`: words, the name of the address, the permission. A
    section is shown as current when the address starts with its own.
Tags, ready in every template without ``{% load %}``
    ``{% form_field form.name %}`` label, hint, error and widget; ``{% error_summary form %}`` above the heading;
    ``{% status_tag "Loaded" "green" %}``; ``{% figure label value note href %}`` one large number, inside
    ``<dl class="app-figures">``; ``{% pages page_obj %}`` previous and next; ``{% back_link "url-name" "Words" %}``.
    Filters: ``|gbp`` (``£1,234.50``), ``|gbp_short`` (``£1.2 million``), ``|count`` (``1,234``), ``|share`` (0.123 as
    ``12.3%``), ``|percent`` (0.123 as ``12``, for bars), ``|may:"payments.view"`` on a user.
Classes of our own, in ``static/design/inhouse.css``
    ``app-figures`` a row of large numbers; ``app-scroll`` around a wide table, with ``tabindex="0" role="region"
    aria-label="…"``, so that the table scrolls and the page does not; ``app-empty`` says what a page will show and what
    to do first; ``app-source`` a small line that tells where a figure comes from; ``app-illustrative`` a label for what
    is made up; ``app-bar`` a bar as an SVG or ``<progress>``.
Security
    No ``style="…"`` and no ``onclick``: the content security policy stops them. A ``<script>`` or ``<style>`` of the
    page itself carries ``nonce="{{ CSP_NONCE }}"``; an SVG uses attributes (``fill``, ``width``), which are allowed.
    Everything works without JavaScript.
"""
