@must @server @direct @cap:retain
Feature: Retained messages
  A message published with RETAIN 1 stays with its topic, so that those who subscribe later learn the
  latest state at once. There is one for each topic: a newer one takes its place, and messages with
  RETAIN 0 leave it alone. It belongs to the topic and not to any session.

  Scenario Outline: A message of QoS <qos> with RETAIN 1 is there for later subscriptions
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS <qos> retained
    When Bob subscribes to "a" at QoS 2
    Then Bob receives "kept" on "a" at QoS <qos> with:
      | retain | yes |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-5 @MQTT-5.0:X-38
    Examples:
      | version | qos |
      | 5.0     | 0   |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:3.3.1-5 @MQTT-3.1.1:3.3.1-8
    Examples:
      | version | qos |
      | 3.1.1   | 0   |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:RETAIN-01 @MQTT-3.1:RETAIN-02
    Examples:
      | version | qos |
      | 3.1     | 0   |
      | 3.1     | 1   |
      | 3.1     | 2   |

  Scenario Outline: A newer retained message takes the place of the older one
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "old" to "a" at QoS <older> retained
    And Alice publishes "new" to "a" at QoS <newer> retained
    When Bob subscribes to "a" at QoS 2
    Then Bob receives "new" on "a" at QoS <newer> with:
      | retain | yes |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-5
    Examples:
      | version | older | newer |
      | 5.0     | 0     | 0     |
      | 5.0     | 1     | 1     |
      | 5.0     | 2     | 1     |
      | 5.0     | 1     | 2     |

    @MQTT-3.1.1:3.3.1-5
    Examples:
      | version | older | newer |
      | 3.1.1   | 0     | 0     |
      | 3.1.1   | 1     | 1     |
      | 3.1.1   | 2     | 1     |
      | 3.1.1   | 1     | 2     |

    @MQTT-3.1:RETAIN-01
    Examples:
      | version | older | newer |
      | 3.1     | 0     | 0     |
      | 3.1     | 1     | 1     |
      | 3.1     | 2     | 1     |
      | 3.1     | 1     | 2     |

  Scenario Outline: A newer retained message of QoS 0 displaces the older one, and may itself be given up
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "old" to "a" at QoS 1 retained
    And Alice publishes "new" to "a" at QoS 0 retained
    When Bob subscribes to "a" at QoS 2
    Then Bob does not receive "old"

    @MQTT-5.0:3.3.1-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-7
    Examples:
      | version |
      | 3.1.1   |

  Scenario Outline: Another client may put a newer one in its place
    Given MQTT <version>
    And Alice, Bob and Carol are connected
    And Alice publishes "of Alice" to "a" at QoS 1 retained
    And Carol publishes "of Carol" to "a" at QoS 1 retained
    When Bob subscribes to "a" at QoS 1
    Then Bob receives "of Carol" on "a" with:
      | retain | yes |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-5
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETAIN-01
    Examples:
      | version |
      | 3.1     |

  Scenario Outline: A message of QoS <qos> with RETAIN 0 is not kept
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "passing" to "a" at QoS <qos>
    When Bob subscribes to "a" at QoS <qos>
    Then Bob receives nothing more

    @MQTT-5.0:3.3.1-8
    Examples:
      | version | qos |
      | 5.0     | 0   |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:3.3.1-12
    Examples:
      | version | qos |
      | 3.1.1   | 0   |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

  Scenario Outline: A message with RETAIN 0 does not touch the one that is kept
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    And Alice publishes "<payload>" to "a" at QoS 1
    When Bob subscribes to "a" at QoS 1
    Then Bob receives "kept" on "a" with:
      | retain | yes |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-8
    Examples:
      | version | payload |
      | 5.0     | passing |
      | 5.0     |         |

    @MQTT-3.1.1:3.3.1-12
    Examples:
      | version | payload |
      | 3.1.1   | passing |
      | 3.1.1   |         |

  Scenario Outline: Each topic has its own retained message
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "1" to "a/b" at QoS 1 retained
    And Alice publishes "2" to "a/c" at QoS 1 retained
    And Alice publishes "3" to "d" at QoS 1 retained
    When Bob subscribes to "a/b" at QoS 1
    Then Bob receives "1" on "a/b" with:
      | retain | yes |
    When Bob subscribes to "a/c" at QoS 1
    Then Bob receives "2" on "a/c" with:
      | retain | yes |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-5 @MQTT-5.0:3.3.1-9
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-5 @MQTT-3.1.1:3.3.1-6
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETAIN-02
    Examples:
      | version |
      | 3.1     |

  Scenario Outline: A retained message outlives the connection and the session of its publisher
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Alice disconnects
    And Bob subscribes to "a" at QoS 1
    Then Bob receives "kept" on "a" with:
      | retain | yes |

    @MQTT-5.0:3.3.1-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-5
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETAIN-01
    Examples:
      | version |
      | 3.1     |

  Scenario Outline: A retained message is delivered to those who are subscribed already
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "kept" to "a" at QoS 1 retained
    Then Bob receives "kept" on "a" with:
      | retain | no |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-12
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-9
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETAIN-01 @MQTT-3.1:RETAIN-03
    Examples:
      | version |
      | 3.1     |
