"""Errors as programs read them: `application/problem+json` (RFC 9457) with a code of their own."""

import json

from flask import Response

MEDIA_TYPE = "application/problem+json"
CODES = {
    400: "bad-request",
    401: "not-authenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    409: "conflict",
    413: "too-large",
    415: "unsupported-media-type",
    422: "invalid",
    429: "too-many-requests",
    500: "internal-error",
}
TITLES = {
    400: "请求写得不对",
    401: "没有有效的令牌",
    403: "令牌没有这项权限",
    404: "没有这项内容",
    405: "这个地址不接受这种方法",
    409: "与现有的状态冲突",
    410: "已经撤回",
    413: "请求太大",
    415: "不接受这种内容类型",
    422: "内容不合要求",
    429: "请求太频繁",
    500: "服务器出了问题",
}


class Problem(Exception):
    """Ends a request of the API with a status, a code for programs and a sentence for people."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail


def problem_response(status: int, code: str = "", detail: str = "", reference: str = "") -> Response:
    content: dict[str, str | int] = {
        "type": "about:blank",
        "title": TITLES.get(status, "请求没有办成"),
        "status": status,
        "code": code or CODES.get(status, f"http-{status}"),
        "detail": detail,
    }
    if reference:
        content["reference"] = reference
    return Response(json.dumps(content, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
