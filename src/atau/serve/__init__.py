"""The HTTP service: `atau serve`.

`app.create_app` puts it together. Requests are read by `body` and `inputs`, the texts go to the processes of `pool`
(what happens there is in `work`), and `responses` writes what comes back. `page` holds the web page.
"""
