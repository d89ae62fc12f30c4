"""The suite's own house keeps its promises."""

from tests.house.html import errors

WHOLE = "<!doctype html><html lang=es><title>Sí</title><p>Hola</p></html>"


def test_a_whole_page_is_valid_and_an_open_heading_is_named() -> None:
    found = errors([WHOLE, WHOLE.replace("<p>", "<h1>")])
    assert found
    assert all(line.startswith("page 1,") for line in found)


def test_the_mail_server_keeps_what_it_takes_and_refuses_when_told(smtp) -> None:
    import smtplib
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.co", "b@x.co", "Prueba ñ"
    message.set_content("uno")
    host, port = smtp.address.split(":")
    with smtplib.SMTP(host, int(port), timeout=60) as client:
        client.send_message(message)
        assert [got["Subject"] for got in smtp.received] == ["Prueba ñ"]
        smtp.behave = "refuse"
        try:
            client.send_message(message)
        except smtplib.SMTPDataError as refused:
            assert refused.smtp_code == 554
        assert (len(smtp.received), smtp.attempts) == (1, 2)


def test_a_page_opens_without_scripts_when_asked(new_page) -> None:
    script = "data:text/html,<title>quiet</title><script>document.title='loud'</script>"
    quiet, loud = new_page(java_script_enabled=False), new_page()
    quiet.goto(script)
    loud.goto(script)
    assert (quiet.title(), loud.title()) == ("quiet", "loud")
