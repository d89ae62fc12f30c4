"""The options, their defaults and their limits. Environment variables are RECUPERA_<NAME>."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from recupera.options.budgets import Budgets
from recupera.options.preset import Preset, load_preset, signing_in_at

LEAST_SECRET = 16
DAY = 86_400
# So many messages an owner gets by one network in 24 hours (enquiries.allowance).
MOST_A_DAY = 4
# Standard Webhooks: 24 to 64 bytes in base64.
SIGNING = re.compile(r"whsec_[A-Za-z0-9+/]{32,88}={0,2}")
ADDRESS = re.compile(r"^(?P<host>[\w.\-]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})$")


class Options(BaseSettings):
    """Everything an operator can set. See docs/operate/options.md for each in words."""

    model_config = SettingsConfigDict(
        env_prefix="RECUPERA_", env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    demo: bool = False
    data: Path = Path("data")
    preset: str = "secop2"
    origin: str = "https://recupera.example"
    database: str = "sqlite"
    portal_address: str = "127.0.0.1:8000"
    portal_threads: Annotated[int, Field(ge=1, le=512)] = 48
    mailbox_address: str = "127.0.0.1:8025"
    mailbox_smtp_address: str = "127.0.0.1:8026"
    platform_address: str = "127.0.0.1:8002"
    desk_address: str = "127.0.0.1:8001"
    desk_origin: str = "https://mesa.recupera.example"
    desk_oidc_issuer: str = ""
    desk_oidc_client: str = ""
    desk_oidc_secret: SecretStr = SecretStr("")
    desk_oidc_name: str = "OpenID Connect"
    desk_threads: Annotated[int, Field(ge=1, le=128)] = 12
    desk_views: Annotated[int, Field(ge=0, le=1000)] = 40
    desk_looks: Annotated[int, Field(ge=0, le=10_000)] = 200
    desk_searches: Annotated[int, Field(ge=0, le=10_000)] = 200
    desk_digest: bool = True
    order_hold_hours: Annotated[int, Field(ge=24, le=240)] = 72
    orders_by: Literal["any", "passkey"] = "any"
    smtp_url: str = "smtp://127.0.0.1:25"
    smtp_timeout: Annotated[float, Field(gt=0, le=300)] = 30
    mail_from: str = "recupera@localhost"
    sms_url: str = ""
    sms_secret: SecretStr = SecretStr("")
    sms_offered: bool | None = None
    sms_from: str = ""
    sms_prefixes: str = "+573"
    sms_per_hour: Annotated[int, Field(ge=0)] = 1000
    sms_per_day: Annotated[int, Field(ge=0)] = 10_000
    wrong_codes_per_hour: Annotated[int, Field(ge=1)] = 2000
    reports_address: str = ""
    reports_secret: SecretStr = SecretStr("")
    bounces_address: str = ""
    mail_bounces: str = ""
    trusted_proxies: Annotated[int, Field(ge=0, le=5)] = 0
    sender_tick: Annotated[float, Field(ge=0.05, le=10)] = 0.25
    sender_threads: Annotated[int, Field(ge=1, le=64)] = 8
    work_cost: Annotated[int, Field(ge=1, le=100_000)] = 400
    ticket_wait: Annotated[float, Field(ge=1, le=120)] = 5
    delay_banner: Literal["auto", "on", "off"] = "auto"
    health_address: str = ""
    forward_url: str = ""
    forward_secret: SecretStr = SecretStr("")
    code_minutes: Annotated[int, Field(ge=2, le=10)] = 10
    password_length: Annotated[int, Field(ge=8, le=64)] = 15
    password_history: Annotated[int, Field(ge=0, le=24)] = 1
    file_mb: Annotated[int, Field(ge=1, le=50)] = 10
    files: Annotated[int, Field(ge=1, le=20)] = 10
    files_mb: Annotated[int, Field(ge=1, le=200)] = 40
    clamd: str = ""
    uploads_mb: Annotated[int, Field(ge=1, le=1_000_000)] = 5000
    budgets: Budgets = Budgets()

    @field_validator("reports_address", "bounces_address")
    @classmethod
    def _address_or_off(cls, value: str) -> str:
        return cls._address(value) if value else value

    @field_validator(
        "portal_address",
        "mailbox_address",
        "mailbox_smtp_address",
        "platform_address",
        "desk_address",
    )
    @classmethod
    def _address(cls, value: str) -> str:
        found = ADDRESS.match(value)
        if not found or int(found["port"]) > 65_535:
            raise ValueError("write it as host:port, for example 127.0.0.1:8000")
        return value

    @field_validator("health_address")
    @classmethod
    def _health(cls, value: str) -> str:
        found = ADDRESS.match(value)
        host = found["host"] if found and int(found["port"]) <= 65_535 else ""
        if value and host not in ("127.0.0.1", "[::1]", "localhost"):
            raise ValueError("write 127.0.0.1:port or [::1]:port, or leave it empty: no page")
        return value

    @field_validator("origin", "desk_origin")
    @classmethod
    def _origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
            raise ValueError("write the public address without a path: https://recupera.example")
        return value.rstrip("/")

    @field_validator("database")
    @classmethod
    def _database(cls, value: str) -> str:
        if value == "sqlite":
            return value
        if urlsplit(value).scheme != "postgresql" or "{store}" not in value:
            raise ValueError(
                "write 'sqlite', or postgresql://recupera_{door}@host:5432/recupera_{store}; "
                "{store} becomes letterbox or vault, {door} becomes portal, worker, sender, "
                "scanner or desk"
            )
        return value

    @field_validator("smtp_url")
    @classmethod
    def _smtp(cls, value: str) -> str:
        if urlsplit(value).scheme not in ("smtp", "smtps", "smtp+starttls"):
            raise ValueError("write smtp://, smtp+starttls:// or smtps:// user:password@host:port")
        return value

    @field_validator("sms_url")
    @classmethod
    def _sms(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https", "smpp", "smpps") or not parts.netloc):
            raise ValueError(
                "write the gateway's https:// address, or smpp:// or smpps:// "
                "user:password@host:port, or leave it empty: no SMS"
            )
        return value

    @field_validator("sms_prefixes")
    @classmethod
    def _prefixes(cls, value: str) -> str:
        if not all(re.fullmatch(r"\+[1-9]\d{0,14}", part.strip()) for part in value.split(",")):
            raise ValueError("write how the numbers begin, separated by commas: +573,+5939")
        return value

    @field_validator("clamd")
    @classmethod
    def _clamd(cls, value: str) -> str:
        parts = urlsplit(value)
        tcp = parts.scheme == "tcp" and parts.hostname and ADDRESS.match(parts.netloc)
        if value and not tcp and not (parts.scheme == "unix" and parts.path.startswith("/")):
            raise ValueError(
                "write unix:///run/clamav/clamd.ctl or tcp://host:3310, or leave it empty: "
                "no antivirus"
            )
        return value

    @field_validator("preset")
    @classmethod
    def _preset(cls, value: str) -> str:
        load_preset(value)
        return value

    @model_validator(mode="after")
    def _only_the_demo_speaks_http(self) -> Self:
        if not self.demo and not self.origin.startswith("https://"):
            raise ValueError("origin: only the demo may use http; set RECUPERA_ORIGIN to https://…")
        if not self.demo and not self.desk_origin.startswith("https://"):
            raise ValueError("desk_origin: only the demo may use http; write https://…")
        if not self.demo and self.desk_oidc_issuer.startswith("http://"):
            raise ValueError("desk_oidc_issuer: only the demo may use http")
        if not self.demo and self.sms_url.startswith("http://"):
            raise ValueError("sms_url: only the demo may use http; an SMS carries a code")
        return self

    @model_validator(mode="after")
    def _reports_need_a_secret(self) -> Self:
        if self.reports_address and len(self.reports_secret.get_secret_value()) < LEAST_SECRET:
            raise ValueError(
                "reports_secret: delivery reports need a bearer secret of at least "
                f"{LEAST_SECRET} characters; `openssl rand -hex 32` makes one"
            )
        return self

    @model_validator(mode="after")
    def _one_file_fits(self) -> Self:
        if self.files_mb < self.file_mb:
            raise ValueError("files_mb: the files of a case together need room for one of file_mb")
        return self

    @field_validator("forward_url")
    @classmethod
    def _forward(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and not (
            (parts.scheme == "mailto" and "@" in parts.path)
            or (parts.scheme in ("http", "https") and parts.netloc)
        ):
            raise ValueError(
                "write mailto:desk@entity.gov.co or https://desk.example/cases, or leave it empty: "
                "cases are passed on to nobody"
            )
        return value

    @model_validator(mode="after")
    def _forwarding_is_signed(self) -> Self:
        if not self.forward_url.startswith("http"):
            return self
        if not self.demo and not self.forward_url.startswith("https://"):
            raise ValueError("forward_url: only the demo may use http; cases are personal")
        if not SIGNING.fullmatch(self.forward_secret.get_secret_value()):
            raise ValueError(
                "forward_secret: a webhook is signed with whsec_ and at least 24 bytes in base64; "
                "`echo whsec_$(openssl rand -base64 32)` makes one"
            )
        return self

    @property
    def offers_sms(self) -> bool:
        """Whether anything may be promised by text message."""
        return bool(self.sms_url) if self.sms_offered is None else self.sms_offered

    @property
    def mobiles(self) -> tuple[str, ...]:
        """How the numbers begin that get text messages; E.164."""
        return tuple(part.strip() for part in self.sms_prefixes.split(","))

    @property
    def texts(self) -> Preset:
        """The preset's names, links and hours; in the demo people sign in to its own platform."""
        if self.demo:
            return signing_in_at(f"http://{self.platform_address}/ingresar", self.preset)
        return load_preset(self.preset)
